//! The model through its public surface: octets in, exact octets out.

#[cfg(test)]
mod bench;
#[cfg(test)]
mod chapter_10;
#[cfg(test)]
mod command_forms;
#[cfg(test)]
mod data_mode;
#[cfg(test)]
mod persistence;
#[cfg(test)]
mod property;
#[cfg(test)]
mod push;
#[cfg(test)]
mod receive;
#[cfg(test)]
mod send;
#[cfg(test)]
mod state_machine;
#[cfg(test)]
mod terminal_adaptor;
#[cfg(test)]
mod vector;
