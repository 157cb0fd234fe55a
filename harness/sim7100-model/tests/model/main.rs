//! The model through its public surface: octets in, exact octets out.

#[cfg(test)]
mod abstract_state;
#[cfg(test)]
mod answer;
#[cfg(test)]
mod bench;
#[cfg(test)]
mod busy;
#[cfg(test)]
mod chapter_10;
#[cfg(test)]
mod command_forms;
#[cfg(test)]
mod data_mode;
#[cfg(test)]
mod deviation;
#[cfg(test)]
mod error_code;
#[cfg(test)]
mod manual;
#[cfg(test)]
mod persistence;
#[cfg(test)]
mod property;
#[cfg(test)]
mod push;
#[cfg(test)]
mod random_walk;
#[cfg(test)]
mod receive;
#[cfg(test)]
mod send;
#[cfg(test)]
mod state_machine;
#[cfg(test)]
mod terminal_adaptor;
#[cfg(test)]
mod transition;
#[cfg(test)]
mod vector;
