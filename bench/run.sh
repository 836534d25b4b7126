#!/bin/sh
# Measures one thing: bench/run.sh search, ledger or isolation. The filled ledger is kept under target/bench.
set -eu
cd "$(dirname "$0")/.."
case "${1:-}" in
search) program=SearchBenchmark ;;
ledger) program=LedgerBenchmark ;;
isolation) program=IsolationBenchmark ;;
*)
    echo "usage: bench/run.sh search|ledger|isolation" >&2
    exit 2
    ;;
esac
mvn -q test-compile
# Without nodelay, the JDK's HTTP server holds small answers back for 40 ms.
exec java -Xmx512m -Dsun.net.httpserver.nodelay=true -cp "target/classes:target/test-classes:target/lib/*" "io.cardferry.bench.$program" target/bench/ledger
