#!/bin/sh
# Measures one thing: bench/run.sh search, ledger or isolation; search and ledger with postgresql behind it on a PostgreSQL
# that it starts; bench/run.sh jms [CONSUMERS], the intake by messages beside the one over HTTP. HSQLDB's filled ledger is
# kept under target/bench.
set -eu
cd "$(dirname "$0")/.."
case "${1:-}" in
search) program=SearchBenchmark ;;
ledger) program=LedgerBenchmark ;;
isolation) program=IsolationBenchmark ;;
jms) program=IntakeBenchmark ;;
*) program= ;;
esac
case "${1:-}" in
jms) database=hsqldb ;;
*) database="${2:-hsqldb}" && set -- target/bench/ledger ;;
esac
case "$program $database" in
*Benchmark\ hsqldb | SearchBenchmark\ postgresql | LedgerBenchmark\ postgresql) ;;
*)
    echo "usage: bench/run.sh search|ledger [postgresql], bench/run.sh isolation|jms [CONSUMERS]" >&2
    exit 2
    ;;
esac
mvn -q test-compile
# The tests' libraries too: they start the PostgreSQL.
mvn -q dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
# Without nodelay, the JDK's HTTP server holds small answers back for 40 ms.
exec java -Xmx512m "-Dcardferry.test.database=$database" -Dsun.net.httpserver.nodelay=true \
    -cp "target/classes:target/test-classes:$(cat target/bench.classpath)" "io.cardferry.bench.$program" "$@"
