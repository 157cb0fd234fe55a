#!/usr/bin/env bash
# Builds every target, with its seeds and its dictionary, into $OUT: what OSS-Fuzz and ClusterFuzzLite call inside their
# image. Elsewhere, with cargo-fuzz and a C++ compiler: OUT=/somewhere SANITIZER=none fuzz/oss-fuzz/build.sh
set -euo pipefail
: "${OUT:?names the folder for the programs}"
cd "$(dirname "$0")/../.." && [ -d fuzz/fuzz_targets ] || cd "${SRC:?}/attest"

sanitizer=${SANITIZER:-address}
# Coverage is measured by flags that the image sets.
[ "$sanitizer" = coverage ] && sanitizer=none
target=${WORK:-$PWD/target}/fuzz
# Versions are those of the lock file; the image chooses the toolchain, not rust-toolchain.toml.
cargo fuzz build --sanitizer "$sanitizer" --target-dir "$target"

mkdir -p "$OUT"
for file in fuzz/fuzz_targets/*.rs; do
  name=$(basename "$file" .rs)
  cp "$target"/*/release/"$name" "$OUT/$name"
  cp "fuzz/dictionaries/$name.dict" "$OUT/$name.dict"
  corpus=$(mktemp -d)
  cp fuzz/seeds/"$name"/* "$corpus"
  if [ -d "fuzz/regressions/$name" ]; then cp fuzz/regressions/"$name"/* "$corpus"; fi
  rm -f "$OUT/${name}_seed_corpus.zip"
  if command -v zip >/dev/null; then
    zip -q -j "$OUT/${name}_seed_corpus.zip" "$corpus"/*
  else
    python3 -m zipfile -c "$OUT/${name}_seed_corpus.zip" "$corpus"/*
  fi
  rm -r "$corpus"
  printf '[libfuzzer]\ntimeout = 10\nrss_limit_mb = 1024\n' > "$OUT/$name.options"
done
