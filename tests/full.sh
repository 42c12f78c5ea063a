#!/usr/bin/env bash
# The workbook before programs that are not ours: LibreOffice computes it anew, in the base case and
# with other inputs, and prints it. Called by .ci/run; installs what it needs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

if ! command -v soffice >/dev/null || ! command -v pdftotext >/dev/null; then
    echo "installing LibreOffice Calc and pdftotext" >&2
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libreoffice-calc poppler-utils fonts-dejavu >/dev/null || {
        echo "cannot install them; on this machine install libreoffice-calc and poppler-utils" >&2
        exit 1
    }
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cargo run -q -p cittadella-tests --bin judge -- "$folder"

# What the paper shows: pages, and no cell that is too narrow or in error. The settings of the judge
# are used again, so that the values are LibreOffice's.
for workbook in "$folder"/*.xlsx; do
    name=$(basename "$workbook" .xlsx)
    soffice "-env:UserInstallation=file://$folder/office0/profile" --headless \
        --convert-to pdf --outdir "$folder" "$workbook" >/dev/null 2>&1
    [ -s "$folder/$name.pdf" ] || { echo "$name: LibreOffice printed nothing" >&2; exit 1; }
    pages=$(pdfinfo "$folder/$name.pdf" | sed -n 's/^Pages: *//p')
    worksheets=$(unzip -l "$workbook" 2>/dev/null | grep -c 'xl/worksheets/sheet' || true)
    pdftotext -layout "$folder/$name.pdf" "$folder/$name.txt"
    if grep -nE '###|Err:[0-9]|#(N/A|NAME\?|VALUE!|DIV/0!|REF!|NUM!|NULL!)' "$folder/$name.txt" | head -20 | grep .; then
        echo "$name: the lines above hold errors or cells that are too narrow" >&2
        exit 1
    fi
    [ "$pages" -ge "${worksheets:-1}" ] || {
        echo "$name: $pages pages for $worksheets worksheets" >&2
        exit 1
    }
    echo "$name: $pages pages without an error"
done
