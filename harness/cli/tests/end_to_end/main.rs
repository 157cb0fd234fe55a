//! The binary `attest` as its users meet it: command lines in; exit codes, printed lines and report files out.
//!
//! One file for each thing that a user does. What crates promise to each other is tested where they are.

#[cfg(test)]
mod capture;
#[cfg(test)]
mod chat;
#[cfg(test)]
mod dissect;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod fuzz_line;
#[cfg(test)]
mod fuzz_mmsc;
#[cfg(test)]
mod fuzz_port;
#[cfg(test)]
mod help;
#[cfg(test)]
mod pcap;
#[cfg(test)]
mod port;
#[cfg(test)]
mod program;
#[cfg(test)]
mod push;
#[cfg(test)]
mod report;
#[cfg(test)]
mod run;
#[cfg(test)]
mod serial;
#[cfg(test)]
mod serve;
#[cfg(test)]
mod terminal;
