"""The numbers that OFAC publishes, by the labels that it gives them in every one of its formats."""

import re
from functools import lru_cache

from designations.importers.entries import ListedIdentifier

# Label -> scheme. A label that is not here (gender, website, risk of secondary sanctions) is no identifier.
_SCHEMES = {
    "Aircraft Construction Number (also called L/N or S/N or F/N)": "aircraft-construction-number",
    "Aircraft Manufacturer's Serial Number (MSN)": "aircraft-msn",
    "Aircraft Mode S Transponder Code": "aircraft-mode-s",
    "Aircraft Tail Number": "aircraft-tail-number",
    "BIK (RU)": "bik",
    "Birth Certificate Number": "birth-certificate",
    "Branch Unit Number": "branch-unit",
    "Business Number": "business-number",
    "Business Registration Document #": "registration-number",
    "Business Registration Number": "registration-number",
    "C.R. No.": "registration-number",
    "C.U.I.": "national-id",
    "C.U.I.P.": "cuip",
    "C.U.I.T.": "tax-id",
    "C.U.R.P.": "national-id",
    "C.U.R.P. #": "national-id",
    "Cartilla de Servicio Militar Nacional": "military-id",
    "Cedula No.": "national-id",
    "Central Registration System Number": "registration-number",
    "Certificate of Incorporation Number": "registration-number",
    "Chamber of Commerce Number": "registration-number",
    "Citizen's Card Number": "national-id",
    "Commercial Registry Number": "registration-number",
    "Company Number": "registration-number",
    "Credencial electoral": "electoral-id",
    "D-U-N-S Number": "duns",
    "D.N.I.": "national-id",
    "Diplomatic Passport": "passport",
    "Driver's License No.": "driving-licence",
    "Dubai Chamber of Commerce Membership No.": "registration-number",
    "Economic Register Number (CBLS)": "registration-number",
    "Electoral Registry No.": "electoral-id",
    "Enterprise Number": "registration-number",
    "Folio Mercantil No.": "registration-number",
    "Government Gazette Number": "government-gazette-number",
    "I.F.E.": "electoral-id",
    "ISIN": "isin",
    "Identification Number": "identification-number",
    "Istanbul Chamber of Comm. No.": "registration-number",
    "Italian Fiscal Code": "tax-id",
    "Kenyan ID No.": "national-id",
    "LE Number": "national-id",
    "Legal Entity Number": "lei",
    "License": "licence",
    "MMSI": "mmsi",
    "Matricula Mercantil No": "registration-number",
    "NIT #": "tax-id",
    "National Foreign ID Number": "residence-permit",
    "National ID No.": "national-id",
    "Numero de Identidad": "national-id",
    "Passport": "passport",
    "Passport Booklet:": "passport",
    "Permit Number": "permit",
    "Personal ID Card": "national-id",
    "Public Registration Number": "registration-number",
    "R.F.C.": "tax-id",
    "R.F.C. #": "tax-id",
    "RFC": "tax-id",
    "RIF #": "tax-id",
    "RTN": "tax-id",
    "RUC #": "tax-id",
    "Refugee ID Card": "refugee-id",
    "Registered Charity No.": "charity-number",
    "Registration ID": "registration-number",
    "Registration Number": "registration-number",
    "Residency Number": "residence-permit",
    "SSN": "social-security",
    "SWIFT/BIC": "bic",
    "Stateless Person ID Card": "stateless-person-id",
    "Tax ID No.": "tax-id",
    "Trade License No.": "trade-licence",
    "Travel Document Number": "travel-document",
    "Turkish Identification Number": "national-id",
    "UK Company Number": "registration-number",
    "US FEIN": "tax-id",
    "Unified Social Credit Code (USCC)": "uscc",
    "V.A.T. Number": "vat",
    "Vessel Registration Identification": "vessel-registration",
}
_COIN = re.compile(r"Digital Currency Address - ([A-Z0-9]{2,8})")
_IMO = re.compile(r"IMO ?(\d{7})", re.ASCII)
_REMARK = re.compile(
    rf"(?:alt\. )?({'|'.join(re.escape(one) for one in sorted(_SCHEMES, key=len, reverse=True))}"
    rf"|{_COIN.pattern}) (\S.*)"
)
_PARTS = re.compile(
    r"(?P<value>.+?)(?: \((?P<country>[^()]+)\))?"
    r"(?: issued (?P<issued>[\w ]+?))?(?: expires (?P<expires>[\w ]+))?"
)


@lru_cache(maxsize=1024)
def scheme_of(label: str) -> str:
    """Return the scheme of a label, such as 'passport'; '' if what it labels is no identifier."""
    label = " ".join(label.replace("\u2019", "'").split())
    coin = _COIN.fullmatch(label)
    return f"digital-currency-{coin[1].lower()}" if coin else _SCHEMES.get(label, "")


def identifier(label: str, value: str, country: str = "") -> ListedIdentifier | None:
    """Return the identifier that a label and a value of OFAC give, None if they give none.

    An IMO number is scheme 'imo', whatever label it stands under. The country is as the file writes it.
    """
    scheme, value = scheme_of(label), value.strip()
    if not scheme or not value:
        return None
    imo = _IMO.fullmatch(value)
    if imo is None:
        return ListedIdentifier(scheme, value, country)
    # A shipping company has an IMO number of its own, in another register than ships.
    return ListedIdentifier("imo-company" if label == "Company Number" else "imo", imo[1], country)


def identifier_in_remark(remark: str) -> ListedIdentifier | None:
    """Read a remark such as 'alt. Passport A123 (Iran) issued 01 Feb 2003'; None if it names no number."""
    match = _REMARK.fullmatch(remark)
    parts = _PARTS.fullmatch(match[3]) if match else None
    if match is None or parts is None or not any(map(str.isdigit, parts["value"])):
        return None
    return identifier(match[1], parts["value"], parts["country"] or "")
