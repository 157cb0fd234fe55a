//! What the exit codes mean for each command, as its help says. All of them together are in `runner::exit_code`.

/// `attest run`.
pub(crate) const RUN: &str = "\
Exit codes: 0 nothing deviated from the baseline, 1 something deviated, 2 wrong command line, \
3 a scenario, profile or baseline is wrong, 4 the port is absent, busy, unplugged or silent, \
5 the harness itself failed, 6 the run was interrupted.";

/// `attest check`.
pub(crate) const CHECK: &str = "\
Exit codes: 0 all is in order, 2 wrong command line, 3 a scenario, the ledger or the baseline is wrong, \
5 standard output failed, 6 the check was interrupted.";

/// `attest list`.
pub(crate) const LIST: &str = "\
Exit codes: 0 listed, 2 wrong command line, or there is nothing to list, 3 a scenario, the ledger or a profile is wrong, \
5 standard output failed.";

/// `attest explain`.
pub(crate) const EXPLAIN: &str = "\
Exit codes: 0 explained, 2 nothing has the id, 3 the ledger or a profile is wrong, 5 standard output failed.";

/// `attest push build`.
pub(crate) const PUSH: &str = "\
Exit codes: 0 written, 2 wrong command line, or what cannot be sent, 5 standard output failed.";

/// `attest serve model`.
pub(crate) const SERVE_MODEL: &str = "\
Exit codes: 0 ended as it was asked to, 2 wrong command line, 3 the profile is wrong, \
4 the pseudo-terminal or the control socket cannot be used, 5 standard output failed.";

/// `attest serve mmsc`.
pub(crate) const SERVE_MMSC: &str = "\
Exit codes: 0 ended as it was asked to, 2 wrong command line, 3 the script is wrong, \
4 the address cannot be used, 5 standard output failed.";
