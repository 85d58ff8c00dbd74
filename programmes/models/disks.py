"""Where the portal writes on this machine, and how much room is left there."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection


def free_bytes():
    """Of the fullest of the disks that the portal writes to; a database server looks after its own."""
    folders = [Path(settings.DATA_DIR)]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).absolute().parent)
    there = [folder for folder in folders if folder.is_dir()] or [settings.BASE_DIR]
    return min(shutil.disk_usage(folder).free for folder in there)
