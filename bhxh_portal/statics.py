"""What the server in front hands out without the portal: style sheets, scripts, fonts, and pages of errors."""

from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

from bhxh_portal import errors

FOLDER, FILE = 0o755, 0o644  # it has another user, and all of this is for everybody


class Statics(CompressedManifestStaticFilesStorage):
    def post_process(self, paths, dry_run=False, **options):
        yield from super().post_process(paths, dry_run, **options)
        if dry_run:
            return
        root = Path(self.location)
        for side in errors.SIDES:
            folder = root / "errors" / side
            folder.mkdir(parents=True, exist_ok=True)
            for status in errors.OF_THE_FRONT:
                (folder / f"{status}.html").write_text(errors.page_of_the_front(side, status), encoding="utf-8")
        for path in (root, *root.rglob("*")):
            path.chmod(FOLDER if path.is_dir() else FILE)
