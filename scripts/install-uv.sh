# Puts the pinned uv into the environment: with the interpreter's own pip, or with ensurepip where it has none.
# Arguments: the interpreter, the environment, the version.
set -eu
if "$1" -m pip --version >/dev/null 2>&1; then
    "$1" -m pip --quiet --python "$2/bin/python" install "uv==$3"
else
    "$2/bin/python" -m ensurepip --default-pip >/dev/null
    "$2/bin/python" -m pip --quiet install "uv==$3"
fi
