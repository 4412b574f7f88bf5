#!/bin/sh
# The programs of `make image-test`: an engine for containers, and what makes a base image without a registry.
set -u
missing=""
for tool in podman buildah runc netavark:netavark aardvark-dns:aardvark-dns nft:nftables mmdebstrap docker-compose; do
    program=${tool%:*} package=${tool#*:}
    PATH="$PATH:/usr/sbin:/sbin:/usr/lib/podman" command -v "$program" >/dev/null || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
    echo "The test of the image needs these programs, and the rights of root:$missing" >&2
    exit 1
}
