"""One line of migrations, each with a name of its own, none that knows today's code, none edited once it has landed."""

import hashlib
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from programmes.migrations._guarded import GuardedMigration
from tests.architecture.sources import ROOT, files, imports

# How guards are lowered is no product code: it stands among the migrations and knows none of our tables.
OF_MIGRATIONS = "programmes.migrations._guarded"
BEFORE_THERE_WERE_GUARDS = {"0001_initial", "0002_guards", "0001_squashed_0034_saved_views"}
LANDED = {  # file: its SHA-256
    "0001_initial.py": "ecaeba629bed4157a1bd535964220feded7059af12d48083a0e5b5f18d8a6c43",
    "0001_squashed_0034_saved_views.py": "dd52dffcc95d7c3a8dedcce920c84489743d6bdbc160e3b97f10ad4cacbbd0d6",
    "0002_guards.py": "ec6a2b27782f41fd014048ac68613810c30f3f48b31ebfb4dfa652cae8fb5533",
    "0003_disclosures.py": "759ecacdb89167d552b8cd129b9324b1178f8cb1f8356014326b0542deb7f96d",
    "0004_disclosures_of_earlier_gifts.py": "ff3e338949d3959c5654bbd46c33c55ceb82888be85e958e64211fabb8ec6f35",
    "0005_published_figure_versions.py": "beb7b948b79fa5fc5e6b58600230554dddde493d617ca1756c92edd3ff66cbfd",
    "0006_published_figure_measures.py": "79ffd522a92d9bad28edadc192a7608a89a9dc4d591da9bebd5665f0c484cb2a",
    "0007_published_figures_stay.py": "6a805d8dac8b74c6e59abd700f6f75a623b0c6f7651a2cde6db7ff47d3a08433",
    "0008_money_set_aside.py": "8855a7a32ae082bbb141f11c278947fa1943b9d7bb8821ab610f283d1ff4ec20",
    "0009_mixed_tariffs_wait_apart.py": "473031a2b34fa8cabc460bd789cb837fb0793af9b8cf3d638a305bbd52399ab3",
    "0010_gift_totals_go.py": "ef5dff99f2cb48fe020b80409e158c0c67de984feac0625c190501fa8206338c",
    "0011_value_memories.py": "86775e4066155d95305dbc1dc778b8a800dcbf9ac1898323ed9ffaa427dbe84c",
    "0012_bank_matches.py": "e26b66749431a61e083ab886db9489663e9407f81f325f11b31f9dd2e6a822a9",
    "0013_bank_matches_of_earlier_lines.py": "6a048098fb513ca6e5cce5fc89e547b06ab020be7f97574e1d81d7c5b6afd595",
    "0014_bank_matches_move_sums.py": "768d82e31a380aead5e8cd4419a0fd440410667e4df60a38b765c7946c7fd148",
    "0015_filings.py": "d2eb5776a00a6634748287bf35205e69cbd05b746882967ba9c0f183c5105270",
    "0016_bank_matches_by_statement.py": "6164852196aec080ac604dab55903a38ceecf0358c713966d9233dd8618f3284",
    "0017_accounts.py": "350dea5c76aa1de365cbdd14123270c671cc56475e8643b0130e8bec62bff955",
    "0018_audit_seals.py": "dbc33fbea8a0d1a1bb5590cc14ba57cfd3a5eb64d561a42ae74f7c9e941719cb",
    "0019_numbers_of_people_are_sealed.py": "cef56748a1c9a45aba5d1c2a30556837af793af212ccfe634493482fa0831238",
    "0020_erasures.py": "0f986e04df2ac27c7b645a3f331377fc6d25b81394428e03589174ff651d752a",
    "0021_rights_requests.py": "da7b5773c042601cd6bedd6964277d9ef8a591f93bba425e1d4bc5c4b85443aa",
    "0022_donors_restricted.py": "d0615b88516ee556303260dc5474ca4320eadeb518f50958499af01924afb7be",
    "0023_lists_are_opened.py": "56174c8c510e44f8bb36ec85239450a0a72c6675a32491296fd1ef9d83927606",
    "0024_words.py": "4e75616fae0e37485f1e63df7ba06d77337f793d8f06ca5773326db7b5ae1735",
    "0025_records_of_one_donor.py": "5482d3edc99f5f889619d9136b890b75a3cad6e4ab0a49e729eb1dbae82285c1",
    "0026_donations_are_moved.py": "f7380c4bfb4d4cbdae334c1e3156d7a4ee07a301648a32e46fc9ed6baedeed07",
    "0027_targets.py": "fbe0a715e38b46cd566b1e14a41758f176ef018ad328f8abe746bb66138ba6ae",
    "0028_notes.py": "d1bb41a1f0780b5903d6877e39635bf53bb141261a0e3c3f80fbc84964933d31",
    "0029_trail_by_time.py": "a8a3316d486941c7af610051cf87898f3fd6224f3022f6ec3b4d12094ab3a7c9",
    "0030_handover_outcomes.py": "a25af7b57af623009f1d081da9fca4f02d463a673ba7dbf0ed86d42cd5eb3f7e",
    "0031_outcomes_of_earlier_handovers.py": "b02840c1d61ef1bfa8c3a67e43783ed7cb7fae206e4db2e3130e7144315a44a0",
    "0032_daily_mail.py": "03f41ce83d8b3aba532b86b05470ab8b4fbdd90dd83bf46d980ccc6b957d5704",
    "0033_outcomes_come_as_files.py": "156eae658c492a8e52a91d9be5ad8bad62894a87922cb14c40a5fbdd81cddb65",
    "0034_saved_views.py": "29495027e3610b00d7688dd7cca1dfef129177916eb8f31980bfd871a017aa55",
    "0035_cash_at_the_counter.py": "87f0a361f574239b4736dcec80e43610e7ea93b8120184c086a3c44345647df3",
    "0036_words_of_saved_views.py": "4ca3d10a58ce80520ca50e7b28b7ae773c93fc2d66e25fa3c162bbab8e16fab4",
    "0037_targets_of_provinces.py": "f5ad5e36a74bd84a8cb91a77c28375629ecf829c9763e034c8ac12b85fedd482",
    "0038_outcomes_stay.py": "a80792c23e8d8b2b015b3822fb6ed5461ef94456f434154ba60bc060c20902b2",
    "0039_what_two_persons_decide.py": "522764cf363d86f27b43d246c0fed56b86a3bc4d505a36142ce590af536bdc61",
    "0040_workers_sign.py": "60eaec65023f9c932bf80c7851b84cc2560c4608815ccbac05e3dd6879004025",
    "0041_checked_as_a_whole.py": "25c74de978e29c2c1b4414727ddd087594187165a8038dd51276d725b03accca",
    "0042_accounts_of_donors.py": "84c47eebc272a249b79d46cb985e586cf4306f0754e06be8490cf9273a163824",
    "0043_filters_find_their_rows.py": "c73949dc0e33c13e1f5abaf7d5bf428f3f76d83e47e15403964b8f8670f942aa",
    "0044_words_of_names.py": "78df306673967ca51cabb8b28e8757624036125248db243e84bf0c23336e74a3",
    "0045_words_of_fields.py": "e184dbbda634a723e538c87d37d46bd53747a599298224fc05c6a7d215cc19c6",
    "0046_paper_templates.py": "cc4618f5a7f3b44946b48cf2d5229a166ed2e273e8c9e9cc15f810f71db91551",
    "0047_paper_batches.py": "80dfcdfc6de923f7add22e4647f181bdffdb0536c0ae21d23fea67121bab191c",
    "0048_feedback.py": "4353ed8c77785a35536118b42fdbb50ef23d698daa88c66d0a3e0a6390cfb356",
    "guards_of_0034/postgresql.sql": "cc31db873ab7384974607e7026de79822e3d488990460886b8865f7581609ffd",
    "guards_of_0034/sqlite.sql": "f63eed959436df91ecfc8bfec6d54d767f8dadfc39107b9326a3f9c25f7471da",
}


def test_there_is_one_leaf():
    assert len(MigrationLoader(None).graph.leaf_nodes("programmes")) == 1


def test_names_are_given_by_hand():
    names = [source.path.split("/")[-1] for source in files("programmes/migrations")]
    own = [name for name in names if name not in {"__init__.py", "_guarded.py"}]
    assert own
    assert [name for name in own if not re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) or "_auto_" in name] == []


def test_no_migration_imports_the_product():
    found = [
        f"{source.at(node)} imports {module}"
        for source in files("programmes/migrations")
        for node, module, _name in imports(source)
        if module.split(".")[0] in {"programmes", "bhxh_portal"} and module != OF_MIGRATIONS
    ]
    assert found == []


def test_a_landed_migration_is_never_edited():
    """Databases were made by it: what is to be different is another migration, which joins the list."""
    folder = ROOT / "programmes/migrations"
    found = [*folder.glob("[0-9]*.py"), *folder.glob("*/*.sql")]
    assert {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found} == LANDED


def test_every_migration_after_the_guards_lowers_and_raises_them():
    migrations = MigrationLoader(None).disk_migrations
    own = {name: migration for (app, name), migration in migrations.items() if app == "programmes"}
    unguarded = {name for name, migration in own.items() if not isinstance(migration, GuardedMigration)}
    assert unguarded == BEFORE_THERE_WERE_GUARDS


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(f"makemigrations would write: {said.getvalue()}")
