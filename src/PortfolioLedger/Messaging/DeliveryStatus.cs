namespace PortfolioLedger.Messaging;

/// <summary>How far a delivery has come; stored by name.</summary>
internal enum DeliveryStatus
{
    /// <summary>It is on its way, perhaps not for the first time.</summary>
    Pending,
    /// <summary>Whom it is for has it, or the mail server or folder on the way.</summary>
    Delivered,
    /// <summary>It was given up.</summary>
    Dead,
}
