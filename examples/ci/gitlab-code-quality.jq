# Findings of "careplan check --format json" as GitLab's Code Quality reads them.
[.findings[] | {
  description: .message,
  check_name: .rule,
  fingerprint: "\(.file):\(.mark)",
  severity: {error: "critical", warning: "minor", info: "info"}[.level],
  location: {path: .file, lines: {begin: (.line // 1), end: (.end_line // 1)}}
}]
