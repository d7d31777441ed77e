# The browser tests need Chromium: takes the one that is there, else Debian's where it may be installed, else says so.
# Debian's headless shell, where there is one, shows the same pages for 60 % of the work.
set -u
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's Chromium for the browser tests …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1
    for name in chromium-headless-shell chromium; do
        apt-get install -y -qq --no-install-recommends "$name" >/dev/null 2>&1 && exit 0
    done
fi
echo "******************************************************************"
echo "* No Chromium here, and it may not be installed: THE BROWSER     *"
echo "* TESTS ARE LEFT OUT. Install chromium to run them.              *"
echo "******************************************************************"
