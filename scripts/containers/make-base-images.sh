#!/usr/bin/env bash
# Makes stand-ins for the base images of our Containerfiles, for the tests on a machine that reaches no container
# registry but does reach Debian's and npm's package registries through the clients as configured there:
#
#   docker.io/library/debian:<suite>-slim        debootstrap minbase, trimmed like "slim"
#   docker.io/library/node:<major>-<suite>-slim  the above + Node's own binary, headers, npm
#
# With these in podman's store, a build that names them needs no registry: what is there is not fetched. They hold this
# machine's certificates and settings of apt, so they are for its own tests only.
#
# Idempotent: an image that is there already is left alone. Root only. Needs podman, buildah, debootstrap, zstd, npm.
#   make-base-images.sh              what is missing
#   make-base-images.sh --force      all of it, afresh
#   make-base-images.sh --conf-only  only the engine's settings
#   make-base-images.sh --clean      removes the images, the settings and the cache
# Environment: SUITE=bookworm  NODE_MAJOR=24
#              CONF=/etc/containers/containers.conf.d/50-local-engine.conf: the settings; of another place, podman must
#              be told with CONTAINERS_CONF
#              CACHE_DIR=${XDG_CACHE_HOME:-~/.cache}/base-images (empty: keep nothing)
set -euo pipefail

SUITE=${SUITE:-bookworm}
NODE_MAJOR=${NODE_MAJOR:-24}
CACHE_DIR=${CACHE_DIR-${XDG_CACHE_HOME:-$HOME/.cache}/base-images}
DROP_IN=/etc/containers/containers.conf.d/50-local-engine.conf
CONF=${CONF:-$DROP_IN}
LIB=docker.io/library
DEBIAN=$LIB/debian:$SUITE-slim
STAND_IN=local.stand-in=1

say() { printf '%s\n' "make-base-images: $*" >&2; }
die() { say "$*"; exit 1; }
have() { podman image exists "$1"; }
# the label is inherited by what is built on them, so the name is asked for too
stand_ins() {
  podman images --filter "label=$STAND_IN" --format '{{.Repository}}:{{.Tag}}' | grep -E "^$LIB/(debian|node):" || true
}

[ "$(id -u)" = 0 ] || die "needs root"
force=0 conf_only=0 clean=0
for a in "$@"; do
  case $a in
    --force) force=1 ;; --conf-only) conf_only=1 ;; --clean) clean=1 ;;
    *) die "unknown argument: $a" ;;
  esac
done

work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT

for p in podman buildah debootstrap zstd npm; do
  command -v "$p" >/dev/null || die "$p is missing"
done

# --- the engine's configuration --------------------------------------------------
# HEALTHCHECK and SHELL exist only in the docker image format, so builds use that one.
# Three defaults do not fit a small sandbox without systemd:
#  * podman asks for RLIMIT_NOFILE 1048576 and lowers its own RLIMIT_NPROC to 32768;
#    without CAP_SYS_RESOURCE no process may raise a hard limit, so name reachable ones.
#  * crun refuses hybrid cgroups (v1 plus a cgroup2 'unified' with controllers); runc does not.
#  * the systemd cgroup manager and the journal need systemd.
write_conf() {
  local nofile nproc sysres=1 body
  if (( (0x$(awk '/^CapEff/ {print $2}' /proc/self/status) >> 24 & 1) == 0 )); then sysres=0; fi
  body="# written by make-base-images.sh"$'\n'
  if [ $sysres = 0 ]; then
    nofile=$(ulimit -Hn); nproc=$(ulimit -Hu)
    case $nofile in unlimited) nofile=1048576 ;; esac
    case $nproc in unlimited) nproc=32768 ;; esac
    [ "$nofile" -le 1048576 ] || nofile=1048576
    [ "$nproc" -le 32768 ] || nproc=32768
    body+="[containers]"$'\n'"default_ulimits = [\"nofile=$nofile:$nofile\", \"nproc=$nproc:$nproc\"]"$'\n'
  fi
  body+="[engine]"$'\n'
  body+='env = ["BUILDAH_FORMAT=docker"]'$'\n'
  if grep -qs . /sys/fs/cgroup/unified/cgroup.controllers; then body+='runtime = "runc"'$'\n'; fi
  [ -d /run/systemd/system ] || body+='cgroup_manager = "cgroupfs"'$'\n''events_logger = "file"'$'\n'
  mkdir -p "${CONF%/*}"
  printf '%s' "$body" | cmp -s - "$CONF" || { printf '%s' "$body" > "$CONF"; say "wrote $CONF"; }
}

if [ $clean = 1 ]; then
  stand_ins | xargs -r podman rmi -f >/dev/null
  rm -f "$CONF"; [ -z "$CACHE_DIR" ] || rm -rf "$CACHE_DIR"
  exit 0
fi
write_conf
[ "$CONF" = "$DROP_IN" ] || export CONTAINERS_CONF=$CONF
[ $conf_only = 0 ] || exit 0

# --- debian:<suite>-slim ---------------------------------------------------------
# The packages come from whatever apt here is set to use.
mirror() {
  find_mirror | grep . || { apt-get update -qq && find_mirror; }
}
find_mirror() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
    awk -v s="$SUITE" '$2==s && $3=="main" {print $1; exit}'
}

make_rootfs() { # $1: where the tar goes
  local r=$work/rootfs f m
  m=$(mirror)
  debootstrap --variant=minbase "$SUITE" "$r" ${m:+"$m"} >"$work/debootstrap.log" 2>&1 ||
    { tail -20 "$work/debootstrap.log" >&2; die "debootstrap failed"; }
  # apt as it is set here: the suites (updates, security) and local options
  if [ -f /etc/apt/sources.list.d/debian.sources ]; then
    : > "$r/etc/apt/sources.list"; cp /etc/apt/sources.list.d/debian.sources "$r/etc/apt/sources.list.d/"
  elif [ -s /etc/apt/sources.list ]; then cp /etc/apt/sources.list "$r/etc/apt/sources.list"
  fi
  for f in /etc/apt/apt.conf.d/99*; do [ ! -f "$f" ] || cp "$f" "$r/etc/apt/apt.conf.d/"; done
  printf '%s\n' 'Apt::AutoRemove::SuggestsImportant "false";' 'Acquire::Languages "none";' \
    'Acquire::GzipIndexes "true";' 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };' \
    > "$r/etc/apt/apt.conf.d/docker-local"
  # no service may start in a build; no manuals or translations
  printf '#!/bin/sh\nexit 101\n' > "$r/usr/sbin/policy-rc.d"; chmod 755 "$r/usr/sbin/policy-rc.d"
  printf 'path-exclude /usr/share/%s/*\n' doc man locale info groff lintian > "$r/etc/dpkg/dpkg.cfg.d/slim"
  echo 'path-include /usr/share/doc/*/copyright' >> "$r/etc/dpkg/dpkg.cfg.d/slim"
  find "$r/usr/share/doc" -mindepth 2 ! -name copyright ! -type d -delete
  rm -rf "$r"/usr/share/{man,locale,info,groff,lintian}/* "$r"/var/lib/apt/lists/* \
    "$r"/var/cache/apt/* "$r"/var/log/*.log "$r"/var/log/apt "${r:?}"/dev/*
  : > "$r/etc/machine-id"; echo localhost > "$r/etc/hostname"; rm -f "$r/etc/resolv.conf"; : > "$r/etc/resolv.conf"
  # the certificates this machine trusts, so that a build's clients verify what they reach;
  # the local ones also where `apt-get install ca-certificates` in a build picks them up
  mkdir -p "$r/etc/ssl/certs" "$r/usr/local/share/ca-certificates"
  if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
    cp /usr/local/share/ca-certificates/*.crt "$r/usr/local/share/ca-certificates/"
    cp /etc/ssl/certs/ca-certificates.crt "$r/etc/ssl/certs/ca-certificates.crt"
  fi
  tar -C "$r" --numeric-owner --one-file-system -cf - . | zstd -q -3 -T0 > "$1.part" && mv "$1.part" "$1"
  rm -rf --one-file-system "$r"
}

ca_env=()
if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
  b=/etc/ssl/certs/ca-certificates.crt
  ca_env=(--change "ENV NODE_EXTRA_CA_CERTS=$b" --change "ENV SSL_CERT_FILE=$b")
fi

if [ $force = 1 ] || ! have "$DEBIAN"; then
  tarball=${CACHE_DIR:-$work}/debian-$SUITE-slim.tar.zst
  mkdir -p "${tarball%/*}"
  if [ $force = 1 ] || [ ! -s "$tarball" ]; then say "bootstrapping $SUITE"; make_rootfs "$tarball"; fi
  zstd -qdc "$tarball" | podman import -q --change 'CMD ["bash"]' --change "LABEL $STAND_IN" \
    --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    "${ca_env[@]}" - "$DEBIAN" >/dev/null
  say "made $DEBIAN"
fi

# --- node:<major>-<suite>-slim ---------------------------------------------------
case $(dpkg --print-architecture) in amd64) arch=x64 ;; arm64) arch=arm64 ;; *) die "no Node build known for this architecture" ;; esac

npm_pack() { # name@range -> path of the tarball
  local out; out=$(cd "$work" && npm pack --silent --ignore-scripts "$1" 2>/dev/null | tail -1)
  if [ -z "$out" ] || [ ! -f "$work/$out" ]; then die "npm pack $1 failed"; fi
  printf '%s' "$work/$out"
}
unpack() { mkdir -p "$2"; tar -xzf "$1" -C "$2" --strip-components=1 --no-same-owner; }

make_node() { # $1: major
  local m=$1 c=$work/node-$1 u v npm_range
  mkdir -p "$c"
  unpack "$(npm_pack "node-linux-$arch@$m")" "$c/dist"
  v=$("$c/dist/bin/node" -p process.versions.node)
  u=$c/usr; mkdir -p "$u/bin" "$u/include" "$u/lib/node_modules" "$u/etc"
  install -m 755 "$c/dist/bin/node" "$u/bin/node"; ln -s node "$u/bin/nodejs"
  cp -r "$c/dist/include/node" "$u/include/node"
  case $m in 18 | 20 | 22) npm_range=10 ;; *) npm_range=11 ;; esac
  unpack "$(npm_pack "npm@$npm_range")" "$u/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$u/bin/npm"; ln -s ../lib/node_modules/npm/bin/npx-cli.js "$u/bin/npx"
  if [ "$m" -lt 25 ]; then # from 25 on, Node comes without corepack
    unpack "$(npm_pack "corepack@$([ "$m" -ge 22 ] && echo latest || echo 0.34)")" "$u/lib/node_modules/corepack"
    ln -s ../lib/node_modules/corepack/dist/corepack.js "$u/bin/corepack"
  fi
  chmod 755 "$u"/lib/node_modules/npm/bin/*-cli.js; [ ! -d "$u/lib/node_modules/corepack" ] || chmod 755 "$u"/lib/node_modules/corepack/dist/*.js
  # a first word that is an option, a script or no command at all goes to node
  cat > "$u/bin/docker-entrypoint.sh" <<'EOS'
#!/bin/sh
set -e
case ${1-} in
  -*) set -- node "$@" ;;
  *) if ! command -v "${1:-node}" >/dev/null 2>&1 || { [ -f "$1" ] && [ ! -x "$1" ]; }; then set -- node "$@"; fi ;;
esac
exec "$@"
EOS
  chmod 755 "$u/bin/docker-entrypoint.sh"
  # npm_config_nodedir: native addons build against the headers in the image, as none
  # can be fetched from outside a registry
  cat > "$c/Containerfile" <<EOS
FROM $DEBIAN
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
ENV NODE_VERSION=$v npm_config_nodedir=/usr/local
COPY usr/ /usr/local/
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
EOS
  podman build -q --pull-never -t "$LIB/node:$m-$SUITE-slim" "$c" >/dev/null
  podman tag "$LIB/node:$m-$SUITE-slim" "$LIB/node:$v-$SUITE-slim" "$LIB/node:$m-slim"
  say "made $LIB/node:$m-$SUITE-slim (Node $v)"
}

if [ $force = 1 ] || ! have "$LIB/node:$NODE_MAJOR-$SUITE-slim"; then make_node "$NODE_MAJOR"; fi
stand_ins | sort >&2
