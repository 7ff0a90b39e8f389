namespace PortfolioLedger.Verify.Checking;

/// <summary>What is done with the events of a log that is verified, each read once.</summary>
internal interface IEventSink
{
    /// <summary>The next event, which stands in the log as it was signed.</summary>
    void Take(in Posting entry);
}
