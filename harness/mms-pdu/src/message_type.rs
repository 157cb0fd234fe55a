//! Message-type-value (ENC 7.3.30): 0x80 to 0x97.

use crate::enumeration::enumeration;

enumeration! {
    /// The type of a PDU.
    MessageType, 0x80..;
    /// Send a message.
    SendReq = 0x80, "M-Send.req";
    /// The answer to M-Send.req.
    SendConf = 0x81, "M-Send.conf";
    /// A message waits.
    NotificationInd = 0x82, "M-Notification.ind";
    /// The answer to M-Notification.ind.
    NotifyRespInd = 0x83, "M-NotifyResp.ind";
    /// A retrieved message.
    RetrieveConf = 0x84, "M-Retrieve.conf";
    /// The acknowledgement of M-Retrieve.conf.
    AcknowledgeInd = 0x85, "M-Acknowledge.ind";
    /// A delivery report.
    DeliveryInd = 0x86, "M-Delivery.ind";
    /// A read report from its author.
    ReadRecInd = 0x87, "M-Read-Rec.ind";
    /// A read report to the sender.
    ReadOrigInd = 0x88, "M-Read-Orig.ind";
    /// Forward a message.
    ForwardReq = 0x89, "M-Forward.req";
    /// The answer to M-Forward.req.
    ForwardConf = 0x8A, "M-Forward.conf";
    /// Store in the mailbox.
    MboxStoreReq = 0x8B, "M-Mbox-Store.req";
    /// The answer to M-Mbox-Store.req.
    MboxStoreConf = 0x8C, "M-Mbox-Store.conf";
    /// View the mailbox.
    MboxViewReq = 0x8D, "M-Mbox-View.req";
    /// The answer to M-Mbox-View.req.
    MboxViewConf = 0x8E, "M-Mbox-View.conf";
    /// Upload to the mailbox.
    MboxUploadReq = 0x8F, "M-Mbox-Upload.req";
    /// The answer to M-Mbox-Upload.req.
    MboxUploadConf = 0x90, "M-Mbox-Upload.conf";
    /// Delete from the mailbox.
    MboxDeleteReq = 0x91, "M-Mbox-Delete.req";
    /// The answer to M-Mbox-Delete.req.
    MboxDeleteConf = 0x92, "M-Mbox-Delete.conf";
    /// The description of a stored message.
    MboxDescr = 0x93, "M-Mbox-Descr";
    /// Delete from the MMSC, since 1.3.
    DeleteReq = 0x94, "M-Delete.req";
    /// The answer to M-Delete.req.
    DeleteConf = 0x95, "M-Delete.conf";
    /// Cancel a message, since 1.3.
    CancelReq = 0x96, "M-Cancel.req";
    /// The answer to M-Cancel.req.
    CancelConf = 0x97, "M-Cancel.conf";
}
