"""Row-level security on PostgreSQL: an application role that owns nothing sees and changes what it is told it may

Nothing happens on SQLite, where the filters of the statements stand alone.

Each transaction of the app is told who asks (`brobygger.principal`, as JSON: the reach of each right) and which
municipality is open for change (`brobygger.writes`). Without it no row is seen and none can be written. What a table
lets see is the weakest rule that a legitimate query of it needs, and stands in TABLES; docs/security.md explains it.
A migration that adds a table must protect it too: a test fails on a table without a policy.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from data.migrations.protection import (
    ADD_ONLY,
    GATE,
    MIGRATING,
    MUNICIPALITY,
    ROLE,
    WITHIN,
    Table,
    granted,
    open_for,
    opened_for,
    policies,
    privileges,
    right_in,
    right_over,
    without_policies,
)

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OWN = "((municipality_id, person_id) IN (SELECT p.municipality_id, p.person_id FROM told_persons() p))"
OPEN = open_for()
IMPORTED = open_for("import")
VISIBLE = right_over("figures", "visible")
AROUND = right_over("figures", "around")
MINE = f"SELECT s.municipality_id, s.sequence FROM audit_subject s WHERE {OWN}"  # noqa: S608 - our own names
ABOUT_ME = f"((municipality_id, sequence) IN ({MINE}))"
READERS = f"SELECT e.municipality_id, e.actor FROM audit_event e WHERE {ABOUT_ME}"  # noqa: S608 - our own names
READ_ABOUT_ME = f"((municipality_id, person_id::text) IN ({READERS}))"
SHARED = f"(chart = {opened_for('import')} OR (SELECT told_installing()) OR {MIGRATING})"
KEPT = "SELECT, INSERT, UPDATE"


def identities(condition: str) -> str:
    """Return the condition: the session is of a person for whom a condition holds."""
    return f"((issuer, subject) IN (SELECT p.issuer, p.subject FROM person p WHERE {condition}))"  # noqa: S608 - our own names


TABLES = {
    "municipality": Table(f"({GATE} OR {MUNICIPALITY})", open_for("import", "grant"), KEPT),
    "unit": Table(f"({VISIBLE} OR {right_in('grant', 'people')})", IMPORTED, KEPT),
    "unit_version": Table(f"({AROUND} OR {right_in('grant', 'people')})", IMPORTED),
    "unit_ancestor": Table(WITHIN, IMPORTED),
    "unit_succession": Table(WITHIN, IMPORTED),
    "import_batch": Table(MUNICIPALITY, IMPORTED, KEPT),
    "batch_coverage": Table(MUNICIPALITY, IMPORTED),
    "delivery_gap": Table(WITHIN, IMPORTED),
    "ledger_line": Table(right_over("lines", "visible"), IMPORTED, ADD_ONLY),
    "batch_total": Table(right_in("files", "import"), IMPORTED),
    "budget_change": Table(WITHIN, IMPORTED),
    "adjustment": Table(WITHIN, IMPORTED),
    "indicator": Table(MUNICIPALITY, IMPORTED),
    "indicator_value": Table(WITHIN, IMPORTED),
    "target": Table(AROUND, IMPORTED),
    "parameter": Table(MUNICIPALITY, IMPORTED),
    "data_version": Table(MUNICIPALITY, OPEN),
    "loaded_period": Table(MUNICIPALITY, IMPORTED),
    "position": Table(VISIBLE, IMPORTED),
    "unit_total": Table(VISIBLE, IMPORTED),
    "commentary": Table(
        right_over("texts", "visible"), f"({open_for('comment')} AND {right_over('comment', 'visible')})"
    ),
    "closed_quarter": Table(VISIBLE, open_for("comment"), ADD_ONLY),
    "person": Table(f"({GATE} OR {right_in('people', 'names')} OR {OWN} OR {READ_ABOUT_ME})", open_for("grant"), KEPT),
    "role_assignment": Table(f"({GATE} OR {right_in('people')} OR {OWN})", open_for("grant"), KEPT),
    "audit_event": Table(f"({right_in('trail')} OR {OPEN} OR {ABOUT_ME})", OPEN, ADD_ONLY),
    "audit_subject": Table(f"({right_in('trail')} OR {OPEN} OR {OWN})", OPEN, ADD_ONLY),
    "trail_key": Table(f"({OPEN} OR (SELECT {granted(('trail',))} ? ''))", OPEN, ADD_ONLY),  # verified by the machine
    "sign_in_session": Table(
        f"({GATE} OR {identities(right_in('people') + ' OR ' + OWN)})", f"({GATE} OR {identities(open_for('grant'))})"
    ),
    "export_ticket": Table(GATE, GATE),
    "sign_in_link": Table(GATE, GATE),
    "published_aggregate": Table("(SELECT told_any())", f"({opened_for('import')} IS NOT NULL OR {MIGRATING})"),
    **dict.fromkeys(("function_code", "function_group", "account_code", "hierarchy_edge"), Table("true", SHARED)),
}

ROLE_SQL = """
DO $$
DECLARE
    known boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}');
    making text := CASE WHEN known THEN '' ELSE 'CREATE ROLE {role} NOLOGIN; ' END;
    advice text := format('%sGRANT {role} TO %I;', making, current_user);
    member text := CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END;
BEGIN
    BEGIN
        IF NOT known THEN
            CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
        END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;  -- another database of the cluster was migrated in the same moment
    END;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}' AND (rolsuper OR rolbypassrls OR rolcanlogin)) THEN
        RAISE EXCEPTION 'row-level security would not hold for {role}; an administrator of the server must run: '
            'ALTER ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS;';
    END IF;
    BEGIN
        IF NOT pg_has_role(current_user, '{role}', member) THEN
            EXECUTE format('GRANT {role} TO %I', current_user);
        END IF;
    EXCEPTION WHEN unique_violation THEN
        NULL;
    END;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE EXCEPTION '% may not make or take the role {role}; an administrator of the server must run: %',
        current_user, advice;
END $$
"""

OWNER = f"current_user <> '{ROLE}'"
SETTING = "nullif(current_setting('brobygger.principal', true), '')::jsonb"
TOLD = {
    "told_list(wanted jsonpath) RETURNS jsonb": f"jsonb_path_query_array({SETTING}, wanted)",
    "told_any() RETURNS boolean": f"coalesce({SETTING} -> 'rights' <> '{{}}', false)",
    "told_gate() RETURNS boolean": f"coalesce({SETTING} ->> 'gate' = 'true', false)",
    "told_migrating() RETURNS boolean": f"{OWNER} AND coalesce({SETTING} ->> 'migrating' = 'true', false)",
    "told_installing() RETURNS boolean": "coalesce(current_setting('brobygger.installing', true) = 'yes', false)",
    "told_opened() RETURNS text": "nullif(current_setting('brobygger.writes', true), '')",
}
"""One expression each, bound to what it names when it is made: no search path leads it astray."""

TOLD_PERSONS = """
CREATE FUNCTION told_persons() RETURNS TABLE (municipality_id text, person_id uuid) LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT pair ->> 0, (pair ->> 1)::uuid FROM jsonb_array_elements(told_list('$.persons[*]')) AS pair;
END
"""

TOLD_UNITS = """
CREATE FUNCTION told_units(wanted text, how text) RETURNS TABLE (municipality_id text, unit_id text)
LANGUAGE plpgsql STABLE ROWS 100 {fixed} AS $$
#variable_conflict use_column
DECLARE
    told text := nullif(current_setting('brobygger.principal', true), '');
    place text := 'brobygger.' || how || '_' || wanted;
    kept jsonb := nullif(current_setting(place, true), '');
BEGIN
    IF kept ->> 'told' IS DISTINCT FROM told THEN
        kept := jsonb_build_object('told', told, 'units', reached_units(told, wanted, how));
        PERFORM set_config(place, kept::text, true);  -- for the other statements of this transaction
    END IF;
    RETURN QUERY SELECT pair ->> 0, pair ->> 1 FROM jsonb_array_elements(kept -> 'units') AS pair;
END $$
"""

REACHED_UNITS = """
CREATE FUNCTION reached_units(told text, wanted text, how text) RETURNS jsonb
LANGUAGE plpgsql STABLE {fixed} AS $$
DECLARE
    found jsonb := '[]';
    day date := coalesce(nullif(current_setting('brobygger.today', true), '')::date, current_date);
    given record;
BEGIN
    -- The tree of units is protected too, from its owner as well: it is read as whoever may see all of it.
    PERFORM set_config('brobygger.principal', '{{"rights": {{"figures": {{"whole": [["", ""]]}}}}}}', true);
    FOR given IN
        SELECT DISTINCT r.reach, town.id AS town, pair ->> 1 AS unit
        FROM jsonb_each(told::jsonb -> 'rights' -> wanted) AS r (reach, pairs), jsonb_array_elements(r.pairs) AS pair,
            unnest(
                CASE pair ->> 0 WHEN '' THEN ARRAY(SELECT m.municipality_id::text FROM municipality m)
                ELSE ARRAY[pair ->> 0] END
            ) AS town (id)
        WHERE r.reach = 'below' OR how = 'visible' AND r.reach IN ('top', 'aggregates')
    LOOP
        IF given.reach = 'top' THEN
            found := found || jsonb_build_array(jsonb_build_array(given.town, given.town));
        ELSIF given.reach = 'aggregates' THEN
            found := found || (
                SELECT coalesce(jsonb_agg(jsonb_build_array(v.municipality_id, v.unit_id)), '[]') FROM unit_version v
                WHERE v.municipality_id = given.town AND v.level IN ('municipality', 'sector') AND v.valid_from = (
                    SELECT max(later.valid_from) FROM unit_version later
                    WHERE later.municipality_id = v.municipality_id AND later.unit_id = v.unit_id
                    AND later.valid_from <= day AND later.level IS NOT NULL
                )
            );
        ELSE
            found := found || (
                SELECT coalesce(jsonb_agg(jsonb_build_array(
                    link.municipality_id,
                    CASE link.ancestor_id WHEN given.unit THEN link.unit_id ELSE link.ancestor_id END
                )), '[]')
                FROM unit_ancestor link
                WHERE link.municipality_id = given.town
                AND (link.ancestor_id = given.unit OR how = 'around' AND link.unit_id = given.unit)
                AND link.valid_from <= day AND link.distance IS NOT NULL
                AND NOT EXISTS (  -- it ended since, and not because the unit itself did
                    SELECT FROM unit_ancestor later
                    WHERE later.municipality_id = link.municipality_id AND later.unit_id = link.unit_id
                    AND later.ancestor_id = link.ancestor_id
                    AND later.valid_from > link.valid_from AND later.valid_from <= day
                    AND later.valid_from NOT IN (
                        SELECT itself.valid_from FROM unit_ancestor itself
                        WHERE itself.municipality_id = link.municipality_id
                        AND itself.unit_id = link.unit_id AND itself.ancestor_id = link.unit_id
                        AND itself.distance IS NULL AND itself.valid_from = (
                            SELECT max(newest.valid_from) FROM unit_ancestor newest
                            WHERE newest.municipality_id = link.municipality_id AND newest.valid_from <= day
                            AND newest.unit_id = link.unit_id AND newest.ancestor_id = link.unit_id
                        )
                    )
                )
            );
        END IF;
    END LOOP;
    PERFORM set_config('brobygger.principal', told, true);
    RETURN found;
END $$
"""


def upgrade() -> None:
    """Make the role, the functions that read what was told, and a policy for each table."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(ROLE_SQL.format(role=ROLE))
    for statement in (*functions(), *workroom(), *privileges(TABLES), *policies(TABLES)):
        op.execute(statement)


def functions() -> Iterator[str]:
    """Yield the functions; none depends on the search path of who asks."""
    schema = op.get_bind().scalar(sa.text("SELECT quote_ident(current_schema())"))
    for signature, body in TOLD.items():
        yield f"CREATE FUNCTION {signature} LANGUAGE sql STABLE PARALLEL SAFE RETURN {body}"
    yield TOLD_PERSONS
    for procedure in (REACHED_UNITS, TOLD_UNITS):
        yield procedure.format(fixed=f"SET search_path = pg_catalog, {schema}, pg_temp")


def workroom() -> Iterator[str]:
    """Yield what lets the role work in the schema, and make temporary tables for what is on its way in."""
    database, schema = (
        op.get_bind().execute(sa.text("SELECT quote_ident(current_database()), quote_ident(current_schema())")).one()
    )
    yield f"GRANT TEMPORARY ON DATABASE {database} TO {ROLE}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {ROLE}"


def downgrade() -> None:
    """Undo: Row-level security. The role stays, without privileges here: other databases of the server may use it."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for statement in without_policies(TABLES):
        op.execute(statement)
    for name in ("told_units", "reached_units", "told_persons", *(signature.partition("(")[0] for signature in TOLD)):
        op.execute(f"DROP FUNCTION {name}")
