#!/bin/sh
# Checks care plans in any CI, and leaves reports behind for whoever reads them.
# usage: check.sh PLAN...        (none: every plan that git knows under plans/)
# Exit code: that of "careplan check": 0 fine, 1 findings, 2 wrong call or settings, 3 system failure.
set -eu

reports=${REPORTS:-reports}
mkdir -p "$reports"
if [ $# -eq 0 ]; then
	# Names with blanks stay whole: one name a line.
	IFS='
'
	set -f
	# shellcheck disable=SC2046
	set -- $(git -c core.quotePath=off ls-files 'plans/*.toml')
	unset IFS
	set +f
	if [ $# -eq 0 ]; then
		echo "check.sh: git knows no plan under plans/" >&2
		exit 2
	fi
fi
# A baseline holds what was accepted when the checks came in; without one everything counts.
if [ -f careplan-baseline.json ]; then
	set -- --baseline careplan-baseline.json "$@"
fi
exec careplan check --format short \
	--report "sarif=$reports/careplan.sarif" \
	--report "junit=$reports/careplan.xml" \
	--report "json=$reports/careplan.json" \
	"$@"
