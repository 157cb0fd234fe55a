//! The mock MMSC from outside: the core by hand, the HTTP front in memory and over TCP, the wiremock front.

#[cfg(test)]
mod client;
#[cfg(test)]
mod core;
#[cfg(test)]
mod fault;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod tcp;
#[cfg(test)]
mod wiremock;
