#!/bin/sh
# Measures one thing: bench/run.sh search, or bench/run.sh ledger. The filled ledger is kept under target/bench.
set -eu
cd "$(dirname "$0")/.."
case "${1:-}" in
search) program=SearchBenchmark ;;
ledger) program=LedgerBenchmark ;;
*)
    echo "usage: bench/run.sh search|ledger" >&2
    exit 2
    ;;
esac
mvn -q test-compile
exec java -Xmx512m -cp "target/classes:target/test-classes:target/lib/*" "io.cardferry.bench.$program" target/bench/ledger
