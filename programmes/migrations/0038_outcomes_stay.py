"""What a gift was at a closed event stays as it was told, but for a name that an erasure takes out."""

from programmes.migrations._guarded import GuardedMigration

TABLE = "programmes_handoveroutcome"
KEPT = "what a gift was at a closed event is never changed or deleted"
# What stands in the place of the name of whoever came for a gift, where a person is erased.
ERASED = "Đã xóa theo yêu cầu"
COLUMNS = ("id", "event_id", "gift_id", "outcome", "at_closing", "noted_at")


def changed(differs, lacks):
    """Whether an UPDATE does more than take a name out."""
    told = [f"OLD.{name} {differs} NEW.{name}" for name in COLUMNS]
    told.append(f"OLD.proxy_kin {differs} NEW.proxy_kin AND NEW.proxy_kin <> ''")
    told.append(f"OLD.proxy_name {differs} NEW.proxy_name AND NEW.proxy_name <> '' AND {lacks}")
    return " OR ".join(f"({one})" for one in told)


REFUSED = f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
FUNCTION = f"""CREATE OR REPLACE FUNCTION portal_handover_outcome_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'check_violation'; END $$;"""


class Migration(GuardedMigration):
    dependencies = [("programmes", "0037_targets_of_provinces")]

    guards = {
        "handover_outcome_frozen": {
            "sqlite": f"""CREATE TRIGGER handover_outcome_frozen BEFORE UPDATE ON {TABLE}
                WHEN {changed("IS NOT", f"instr(NEW.proxy_name, '{ERASED}') = 0")} {REFUSED}""",
            "postgresql": f"""{FUNCTION} CREATE TRIGGER handover_outcome_frozen BEFORE UPDATE ON {TABLE} FOR EACH ROW
                WHEN ({changed("IS DISTINCT FROM", f"position('{ERASED}' IN NEW.proxy_name) = 0")})
                EXECUTE FUNCTION portal_handover_outcome_stays()""",
        },
        "handover_outcome_kept": {
            "sqlite": f"CREATE TRIGGER handover_outcome_kept BEFORE DELETE ON {TABLE} {REFUSED}",
            "postgresql": f"""{FUNCTION} CREATE TRIGGER handover_outcome_kept BEFORE DELETE ON {TABLE} FOR EACH ROW
                EXECUTE FUNCTION portal_handover_outcome_stays()""",
        },
        f"{TABLE}_no_replace": {
            "sqlite": f"""CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE}
                WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) {REFUSED}"""
        },
    }
