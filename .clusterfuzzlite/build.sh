#!/usr/bin/env bash
# What ClusterFuzzLite looks for by this name.
set -euo pipefail
exec "$SRC/attest/fuzz/oss-fuzz/build.sh"
