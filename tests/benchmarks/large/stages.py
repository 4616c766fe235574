"""The invented rows before they are rows: temporary tables that number everything and decide what is what.

`big` is the one row of parameters. `pg_temp.pick(n, salt, choices)` is a number from 0 below `choices`,
always the same for the same arguments; `pg_temp.public_id(n, seed)` differs for all n below four million.
"""

# Of every captured text, after a title of 23 characters.
QUOTE = "The register was changed on the day stated"
PICK = """
CREATE OR REPLACE FUNCTION pg_temp.pick(n bigint, salt bigint, choices bigint) RETURNS int
LANGUAGE sql IMMUTABLE AS $$ SELECT ((hashint8extended(n, salt) & 2147483647) % choices)::int $$
"""
PUBLIC_ID = """
CREATE OR REPLACE FUNCTION pg_temp.public_id(n bigint, seed bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT lpad(to_hex(((n + seed * 4194304) * 2654435761) & 1099511627775), 10, '0')
$$
"""
BIG = """
CREATE TEMPORARY TABLE big (
    seed bigint, entities bigint, lists bigint, events bigint, drafts bigint, sources bigint, entries bigint,
    designations bigint, base bigint, first bigint, last bigint
)
"""
PARAMETERS = """
INSERT INTO big SELECT seed, entities, lists, events, drafts, sources, entries,
    (events + 24) / 25 * 10, 0, 0, 0
FROM (VALUES (%s::bigint, %s::bigint, %s::bigint, %s::bigint, %s::bigint, %s::bigint, %s::bigint))
    AS given (seed, entities, lists, events, drafts, sources, entries)
"""

PEOPLE = """
CREATE TEMPORARY TABLE big_person AS
SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM auth_user WHERE username LIKE 'sample-person-%'
"""
LISTS = """
CREATE TEMPORARY TABLE big_list AS
SELECT n - 1 AS n, nextval(pg_get_serial_sequence('designations_designationlist', 'id')) AS id,
    format('sample-register-s%s-%s', seed, lpad(n::text, greatest(3, length(n::text)), '0')) AS slug,
    n / 2 AS place
FROM big, generate_series(1, lists) n
"""
ENTITIES = """
CREATE TEMPORARY TABLE big_entity AS
SELECT n - 1 AS n, nextval(pg_get_serial_sequence('designations_entity', 'id')) AS id,
    lpad(n::text, greatest(5, length(n::text)), '0') AS label,
    format('sample-front-s%s-%s', seed, lpad(n::text, greatest(5, length(n::text)), '0')) AS slug,
    (ARRAY['Front', 'Front', 'Movement', 'Brigade', 'Union', 'League', 'Network', 'Society'])
        [1 + pg_temp.pick(n, seed, 8)] AS noun
FROM big, generate_series(1, entities) n
"""
SOURCES = """
CREATE TEMPORARY TABLE big_source AS
SELECT n - 1 AS n, nextval(pg_get_serial_sequence('designations_source', 'id')) AS id,
    nextval(pg_get_serial_sequence('designations_capture', 'id')) AS capture_id,
    pg_temp.public_id(n, seed) AS public_id, date '2017-01-01' + pg_temp.pick(n, seed + 1, 3000) AS published
FROM big, generate_series(1, sources) n
"""
# Twenty entities stand on every list, as a few do in life; of the others most stand on a few, some on none.
DESIGNATIONS = """
CREATE TEMPORARY TABLE big_designation AS
WITH part AS (
    SELECT n, CASE WHEN n < hot * lists THEN n / lists ELSE hot + mod(n - hot * lists, cold) END AS entity,
        CASE WHEN n < hot * lists THEN 0 ELSE (n - hot * lists) / cold END AS nth,
        n < hot * lists AS is_hot, big.*
    FROM (
        SELECT *, least(20, entities / 10, designations / lists / 4) AS hot,
            greatest(entities * 7 / 10, designations / greatest(lists / 2, 1), 1) AS cold FROM big
    ) big, generate_series(0, designations - 1) n
), pair AS (
    SELECT *, CASE WHEN is_hot THEN mod(n, lists) ELSE
        mod((lists * (pg_temp.pick(entity, seed + 2, 1000) / 1000.0) ^ 2)::bigint + nth, lists) END AS list
    FROM part
)
SELECT pair.n, nextval(pg_get_serial_sequence('designations_designation', 'id')) AS id,
    e.id AS entity_id, l.id AS list_id, e.slug AS entity_slug, l.slug AS list_slug,
    mod(pair.n + pg_temp.pick(pair.n / 10, seed + 3, 10), 10)::int AS script,
    date '1998-01-01' + pg_temp.pick(pair.n, seed + 4, 5000) AS since,
    format('Sample %s %s', e.noun, e.label) AS name_on_list, format('R-%s', pair.n) AS reference, pair.seed
FROM pair JOIN big_entity e ON e.n = pair.entity JOIN big_list l ON l.n = pair.list
"""
# Ten stories of 25 events: ten designations that follow each other have one each, in a turn of their own.
STORIES = [
    ["listed"],
    ["listed", "amended"],
    ["listed", "delisted"],
    ["listing_proposed"],
    ["listed", "delisting_proposed", "statement"],
    ["listed", "delisted", "listed"],
    ["listed", "suspended", "reinstated", "delisted"],
    ["listed", "presence_confirmed"],
    ["listing_proposed", "listed"],
    ["listed", "delisting_proposed", "amended", "statement", "delisted"],
]
SCRIPTS = "CREATE TEMPORARY TABLE big_script (script int, step int, kind text)"
SCRIPT = "INSERT INTO big_script VALUES (%s, %s, %s)"

# Steps of a story are 200 days apart at least, so that a month never reaches the next one. What one verb
# would have written together are the events of twenty designations.
STEPS = """
CREATE TEMPORARY TABLE big_step AS
WITH told AS (
    SELECT d.*, s.step, s.kind, row_number() OVER (ORDER BY d.n, s.step) AS nth, big.base,
        row_number() OVER (ORDER BY d.n, s.step) + big.first / 10 * 25 AS number, big.events,
        d.since + (s.step - 1) * 400 + pg_temp.pick(d.n * 8 + s.step, d.seed + 5, 200) AS day,
        CASE WHEN d.script IN (0, 3) AND pg_temp.pick(d.n, d.seed + 6, 4) = 0 THEN 'year'
            WHEN pg_temp.pick(d.n * 8 + s.step, d.seed + 7, 5) = 0 THEN 'month' ELSE 'day' END AS exact
    FROM big JOIN big_designation d ON d.n >= big.first AND d.n < big.last JOIN big_script s USING (script)
)
SELECT told.*, base + nth AS seq, md5(format('%s:%s', seed, told.n / 20))::uuid AS batch,
    nextval(pg_get_serial_sequence('designations_event', 'id')) AS event_id,
    nextval(pg_get_serial_sequence('designations_eventversion', 'id')) AS version_id,
    pg_temp.public_id(number, seed) AS public_id,
    date_trunc(exact, day)::date AS lo,
    (date_trunc(exact, day) + ('1 ' || exact)::interval - interval '1 day')::date AS hi,
    to_char(day, CASE exact WHEN 'year' THEN 'YYYY' WHEN 'month' THEN 'YYYY-MM' ELSE 'YYYY-MM-DD' END)
        AS occurred_on,
    author.id AS author_id, reviewer.id AS reviewer_id
FROM told JOIN big_person author ON author.n = mod(told.n, 3) JOIN big_person reviewer ON reviewer.n = 3
WHERE number <= events ORDER BY number
"""
# Every fifth event has a second source, which disputes it in one case of ten.
CITATIONS = """
CREATE TEMPORARY TABLE big_citation AS
SELECT s.number, s.version_id, s.seq, nextval(pg_get_serial_sequence('designations_citation', 'id')) AS id,
    src.id AS source_id, src.public_id AS source, src.capture_id, src.published,
    part = 2 AND mod(s.number, 50) = 0 AS disputes
FROM big CROSS JOIN big_step s
CROSS JOIN LATERAL generate_series(1, CASE WHEN mod(s.number, 5) = 0 THEN 2 ELSE 1 END) part
JOIN big_source src ON src.n = mod(s.number / 8 * 7 + part, big.sources)
"""
PERIODS = """(
    WITH told AS (
        SELECT s.*, count(*) FILTER (WHERE kind = 'listed') OVER (PARTITION BY n ORDER BY step) AS listing,
            max(seq) OVER (PARTITION BY batch) AS known_from
        FROM big_step s
    ), named AS (
        SELECT *, bool_or(kind = 'amended') OVER (PARTITION BY n, listing ORDER BY step) AS is_amended
        FROM told
    ), moved AS (
        SELECT *, lead(step) OVER later AS next_step, lead(event_id) OVER later AS closed_by,
            lead(lo) OVER later AS end_lo,
            lead(hi) OVER later AS end_hi, coalesce(lead(occurred_on) OVER later, '') AS "end"
        FROM named WHERE kind IN ('listed', 'suspended', 'reinstated', 'delisted')
        WINDOW later AS (PARTITION BY n ORDER BY step)
    ), spelt AS (
        SELECT m.*, a.hi AS amended_on,
            m.name_on_list || CASE WHEN m.is_amended THEN ' (amended)' ELSE '' END AS name,
            m.name_on_list || ' (amended)' AS new_name
        FROM moved m LEFT JOIN big_step a ON a.n = m.n AND a.kind = 'amended' AND a.step > m.step
            AND (m.next_step IS NULL OR a.step < m.next_step)
        WHERE m.kind <> 'delisted'
    )
    SELECT *, jsonb_build_array(
        jsonb_build_object('since', NULL, 'name_on_list', name, 'reference', reference)
    ) || CASE WHEN amended_on IS NULL THEN '[]' ELSE jsonb_build_array(
        jsonb_build_object('since', amended_on, 'name_on_list', new_name, 'reference', reference)
    ) END AS names FROM spelt ORDER BY n, step
) period"""
RECORD = """jsonb_build_object(
    'id', public_id, 'version', 1, 'kind', kind, 'list', list_slug, 'entity', entity_slug,
    'occurred_on', occurred_on, 'announced_on', NULL, 'effective_on', NULL, 'actor', '', 'speaker', speaker,
    'on_behalf_of', NULL, 'stance', nullif(stance, ''), 'about', NULL, 'resolves', resolves, 'act', NULL,
    'name_on_list', told_name, 'reference', told_reference, 'mode', nullif(mode, ''), 'within', NULL,
    'end_reason', NULL, 'continued_by', NULL, 'proposed_effect', nullif(effect, ''), 'adverse', NULL,
    'sequence', NULL, 'summary', 'An invented event.', 'citations', citations, 'retraction_reason', NULL)"""
TOLD = """(
    SELECT s.*, CASE WHEN kind = 'statement' THEN 'Sample Speaker' ELSE '' END AS speaker,
        CASE WHEN kind = 'statement' THEN (ARRAY['supports', 'opposes', 'neutral'])[1 + mod(n, 3)] ELSE '' END
            AS stance,
        CASE kind WHEN 'listed' THEN name_on_list WHEN 'amended' THEN name_on_list || ' (amended)' ELSE '' END
            AS told_name,
        CASE WHEN kind = 'listed' THEN reference ELSE '' END AS told_reference,
        CASE WHEN kind = 'listed' THEN 'entry' ELSE '' END AS mode,
        CASE kind WHEN 'listing_proposed' THEN 'list' WHEN 'delisting_proposed' THEN 'delist' ELSE '' END
            AS effect,
        (SELECT coalesce(jsonb_agg(public_id), '[]') FROM big_step p
            WHERE s.kind = 'delisted' AND p.n = s.n AND p.kind = 'delisting_proposed') AS resolves,
        (SELECT jsonb_agg(jsonb_build_object('id', c.id, 'source', c.source, 'start', 23, 'end', 65,
            'disputes', c.disputes, 'claimed_on', NULL) ORDER BY c.id)
            FROM big_citation c WHERE c.number = s.number) AS citations
    FROM big_step s ORDER BY seq
) told"""
ANSWERS = """(
    SELECT s.version_id, p.event_id FROM big_step s JOIN big_step p USING (n)
    WHERE s.kind = 'delisted' AND p.kind = 'delisting_proposed' AND p.step < s.step
) answer"""
EVENTS = """
CREATE TEMPORARY TABLE big_event AS
SELECT row_number() OVER (ORDER BY v.id) - 1 AS n, v.event_id, v.kind, v.list_id,
    d.entity_id, v.change_id
FROM designations_eventversion v JOIN big_designation d ON d.id = v.designation_id
ORDER BY v.id DESC LIMIT (SELECT greatest(drafts, 1) FROM big)
"""
# Of a hundred drafts 25 are open, 35 wait, 10 are approved, 10 sent back, 5 rejected, 15 published.
DRAFTS = """
CREATE TEMPORARY TABLE big_draft AS
WITH thrown AS (
    SELECT n, pg_temp.pick(n, seed + 8, 100) AS d, pg_temp.pick(n, seed + 9, 20) = 0 AS corrects,
        nextval(pg_get_serial_sequence('designations_draft', 'id')) AS id, big.*
    FROM big, generate_series(1, drafts) n
)
SELECT t.n, t.id, t.seed, s.id AS source_id,
    CASE WHEN d < 25 THEN 'open' WHEN d < 60 THEN 'submitted' WHEN d < 70 THEN 'approved'
        WHEN d < 80 THEN 'sent_back'
        WHEN d < 85 THEN 'rejected' ELSE 'published' END AS state,
    (ARRAY['listed', 'listed', 'delisted', 'amended', 'listing_proposed', 'delisting_proposed', 'renewed'])
        [1 + pg_temp.pick(t.n, seed + 10, 7)] AS kind,
    date '2018-01-01' + pg_temp.pick(t.n, seed + 11, 2500) AS day, e.id AS entity_id, l.id AS list_id,
    author.id AS author_id, CASE WHEN d >= 60 THEN reviewer.id END AS reviewer_id,
    CASE WHEN d >= 85 THEN v.event_id END AS published_as, CASE WHEN corrects THEN v.event_id END AS corrects,
    v.change_id, timestamptz '2025-01-01 08:00Z' + t.n * interval '1 minute' AS at
FROM thrown t JOIN big_entity e ON e.n = pg_temp.pick(t.n, seed + 12, entities)
JOIN big_list l ON l.n = pg_temp.pick(t.n, seed + 13, lists) JOIN big_source s ON s.n = mod(t.n, sources)
JOIN big_person author ON author.n = mod(t.n, 3) JOIN big_person reviewer ON reviewer.n = 3
LEFT JOIN big_event v ON v.n = t.n - 1
ORDER BY t.n
"""
TABLES = (
    "big_draft", "big_event", "big_citation", "big_step", "big_script", "big_designation", "big_source",
    "big_entity", "big_list", "big_person", "big",
)  # fmt: skip
