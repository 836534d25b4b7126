#!/bin/sh
# Measures one thing: bench/run.sh search, or bench/run.sh ledger; with postgresql behind it on a PostgreSQL that it starts.
# HSQLDB's filled ledger is kept under target/bench.
set -eu
cd "$(dirname "$0")/.."
case "${1:-}" in
search) program=SearchBenchmark ;;
ledger) program=LedgerBenchmark ;;
*) program= ;;
esac
database="${2:-hsqldb}"
case "$program $database" in
*Benchmark\ hsqldb | *Benchmark\ postgresql) ;;
*)
    echo "usage: bench/run.sh search|ledger [postgresql]" >&2
    exit 2
    ;;
esac
mvn -q test-compile
# The tests' libraries too: they start the PostgreSQL.
mvn -q dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
exec java -Xmx512m "-Dcardferry.test.database=$database" \
    -cp "target/classes:target/test-classes:$(cat target/bench.classpath)" "io.cardferry.bench.$program" target/bench/ledger
