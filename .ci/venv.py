"""Makes `.venv` what pyproject.toml asks for: the pinned tools, and nothing when nothing changed.

Runs on any Python 3 and looks for one of 3.11 or later by itself. The project is not installed: `python -m generator`
runs from the checkout. `.venv/.ready` holds the hash of the pyproject.toml that was installed.
"""

import hashlib
import os
import subprocess
import sys

OLDEST = (3, 11)
NAMES = ["python3.11", "python3.12", "python3.13", "python3.14"]
VENV = ".venv"
READY = os.path.join(VENV, ".ready")
PYTHON = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin", "python")
NEWEST_ENOUGH = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"


def main():
    """Sets up `.venv`, or only marks it as new where it is what it should be."""
    if sys.version_info < OLDEST:
        with_a_newer_python()
    with open("pyproject.toml", "rb") as file:
        content = file.read()
    wanted = hashlib.sha256(content).hexdigest()
    if not runs(PYTHON):
        print(f"making {VENV} with Python {sys.version.split()[0]}", flush=True)
        subprocess.check_call([sys.executable, "-m", "venv", "--clear", VENV])
    elif installed() == wanted:
        os.utime(READY)
        return
    print("installing the tools that pyproject.toml pins", flush=True)
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1")
    subprocess.check_call([PYTHON, "-m", "pip", "install", "--quiet", *requirements(content)], env=environment)
    with open(READY, "w") as file:
        file.write(wanted)


def with_a_newer_python():
    """Starts again under the first Python of this machine that is new enough, or says what is missing."""
    for name in NAMES:
        if runs(name):
            os.execvp(name, [name, *sys.argv])
    sys.exit(
        f"Python {sys.version.split()[0]} is too old, and none of {', '.join(NAMES)} runs here with venv. Install "
        "Python 3.11 or later (Debian: python3.11 and python3.11-venv), or name one: make PYTHON=/path/to/python"
    )


def runs(python):
    """Whether that command is a Python that is new enough and can make a virtual environment."""
    try:
        return subprocess.call([python, "-c", NEWEST_ENOUGH], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def installed():
    """The hash of the pyproject.toml that `.venv` was last made from."""
    try:
        with open(READY) as file:
            return file.read()
    except OSError:
        return ""


def requirements(content):
    """All that the project and its developers need, as pip wants it."""
    import tomllib

    project = tomllib.loads(content.decode())["project"]
    return project["dependencies"] + [name for extra in project["optional-dependencies"].values() for name in extra]


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as why:
        sys.exit(f"could not set up {VENV}: `{' '.join(why.cmd[:5])} ...` failed (exit {why.returncode})")
