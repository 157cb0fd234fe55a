//! The macro that makes a PDU's type of the list of its header fields.
//!
//! A row is `Field => member: type`; the type tells how often the field may stand (see [`crate::presence`]). Rows are in
//! the order in which the fields are written. X-Mms-Message-Type goes before them, what has no row after them, and
//! Content-Type and the body, where the PDU has them, last.

/// Declares a PDU.
macro_rules! pdu {
    (
        $(#[$attribute:meta])*
        $name:ident {
            $($(#[$member_attribute:meta])* $field:ident => $member:ident: $type:ty,)*
        }
        $($content_type:ident, $body:ident)?
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub struct $name<'a> {
            $($(#[$member_attribute])* pub $member: $type,)*
            /// Header fields without a type here.
            pub other: alloc::vec::Vec<$crate::Header<'a>>,
            $(
                /// Content-Type.
                pub $content_type: $crate::ContentType<'a>,
                /// The body; a multipart exactly when `content_type` is one.
                pub $body: $crate::Body<'a>,
            )?
        }

        impl<'a> $name<'a> {
            /// Fields with a type here.
            pub(crate) const TYPED: &'static [$crate::Field] =
                &[$crate::Field::MessageType, $($crate::Field::$field,)*];

            /// Encodes the PDU; as [`Pdu::encode`](crate::Pdu::encode).
            #[must_use]
            pub fn encode(&self) -> alloc::vec::Vec<u8> {
                $crate::sink::collect(|sink| self.write(sink))
            }

            /// Counts the octets that [`encode`](Self::encode) returns.
            #[must_use]
            pub fn encoded_len(&self) -> usize {
                $crate::sink::measure(|sink| self.write(sink))
            }

            $(
                /// Lists the media of the message.
                #[must_use]
                pub fn leaves(&self) -> alloc::vec::Vec<$crate::Leaf<'_>> {
                    self.$body.leaves(&self.$content_type)
                }
            )?

            /// Copies what is borrowed, media included.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                $name {
                    $($member: $crate::presence::Presence::into_owned(self.$member),)*
                    other: self.other.into_iter().map($crate::Header::into_owned).collect(),
                    $(
                        $content_type: self.$content_type.into_owned(),
                        $body: self.$body.into_owned(),
                    )?
                }
            }

            /// Reads what stands behind X-Mms-Message-Type.
            pub(crate) fn read(
                mut fields: $crate::header::Fields<'_, 'a>,
            ) -> Result<Self, $crate::DecodeError> {
                $(let mut $member =
                    <$type as $crate::presence::Presence<'a>>::Found::default();)*
                $(let mut $body = None;)?
                while let Some(field) = fields.next()? {
                    match field {
                        $($crate::Field::$field => {
                            <$type as $crate::presence::Presence<'a>>::read(
                                &mut $member, field, &mut fields,
                            )?;
                        })*
                        $($crate::Field::ContentType => {
                            $body = Some(fields.content()?);
                            break;
                        })?
                        other => fields.keep(other)?,
                    }
                }
                $(let $member = <$type as $crate::presence::Presence<'a>>::finish(
                    $member, $crate::Field::$field, &fields,
                )?;)*
                $(let ($content_type, $body) =
                    fields.mandatory($body, $crate::Field::ContentType)?;)?
                let other = fields.into_other();
                Ok(Self { $($member,)* other, $($content_type, $body,)? })
            }

            pub(crate) fn write(&self, sink: &mut dyn $crate::sink::Sink) {
                let message_type = $crate::MessageType::$name.octet();
                sink.put(&[$crate::Field::MessageType.octet(), message_type]);
                $($crate::presence::Presence::write(
                    &self.$member, $crate::Field::$field, sink,
                );)*
                self.other.iter().for_each(|header| header.write(sink));
                $(
                    sink.put(&[$crate::Field::ContentType.octet()]);
                    self.$content_type.write(sink);
                    self.$body.write(sink);
                )?
            }

            /// Checks each value by itself.
            pub(crate) fn check_values(&self, list: &mut $crate::check::List) {
                $($crate::presence::Presence::check(
                    &self.$member, $crate::Field::$field, list,
                );)*
            }
        }

        impl<'a> From<$name<'a>> for $crate::Pdu<'a> {
            fn from(pdu: $name<'a>) -> Self {
                Self::$name(pdu)
            }
        }
    };
}

pub(crate) use pdu;
