#!/bin/sh
# Measures one thing: bench/run.sh search, ledger, http, or jms CONSUMERS. The filled ledger is kept under target/bench.
set -eu
cd "$(dirname "$0")/.."
case "${1:-}" in
search) program=SearchBenchmark ;;
ledger) program=LedgerBenchmark ;;
http | jms) program=IntakeBenchmark ;;
*)
    echo "usage: bench/run.sh search|ledger|http|jms CONSUMERS" >&2
    exit 2
    ;;
esac
mvn -q test-compile
case "$1" in
http | jms) ;;
*) set -- target/bench/ledger ;;
esac
exec java -Xmx512m -cp "target/classes:target/test-classes:target/lib/*" "io.cardferry.bench.$program" "$@"
