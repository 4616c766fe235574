"""Text in cells of a table that somebody opens with a spreadsheet program, which must not run it."""

# How a formula begins in one program or another; the last four are full-width.
_FORMULA = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
_MARK = "'"


def neutral(text: str) -> str:
    """`text` behind the apostrophe that marks text where a program would take it for a formula.

    What already stands behind apostrophes gets one more, so that `plain` gives back any text unchanged.
    """
    return _MARK + text if text.lstrip(_MARK)[:1] in _FORMULA else text


def plain(cell: str) -> str:
    """The text of a cell that `neutral` wrote, or that a person wrote in the same way."""
    return cell[1:] if cell.startswith(_MARK) and cell.lstrip(_MARK)[:1] in _FORMULA else cell
