# To be read by others: what is missing from the system, and how it gets there.
missing=""

# needs PROGRAM-OR-FILE PACKAGE
needs() {
    case "$1" in
        /*) [ -e "$1" ] ;;
        *) command -v "$1" >/dev/null 2>&1 ;;
    esac || missing="$missing $2"
}

# install_missing WHAT-BECOMES-OF-WHAT-NEEDS-IT: only as root on Debian.
install_missing() {
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "Not installed, and not installable here:$missing. $1" >&2
        return 0
    fi
    echo "Installing$missing ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
}
