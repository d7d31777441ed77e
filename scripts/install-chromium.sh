# The browser tests need Chromium: takes the one that is there, else Debian's where it may be installed, else says so.
set -u
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's chromium for the browser tests …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1
    apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 && exit 0
fi
echo "******************************************************************"
echo "* No Chromium here, and it may not be installed: THE BROWSER     *"
echo "* TESTS ARE LEFT OUT. Install chromium to run them.              *"
echo "******************************************************************"
