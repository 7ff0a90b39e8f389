namespace PortfolioLedger.Telemetry;

/// <summary>What is logged by default: the ledger's own words.</summary>
internal static class Logs
{
    /// <summary>Quiets the frameworks; <c>Logging:LogLevel:…</c> shows more.</summary>
    public static void AddLogs(this ILoggingBuilder logging)
    {
        foreach (
            var framework in (string[])["JasperFx", "Microsoft", "Npgsql", "System", "Wolverine"]
        )
            logging.AddFilter(framework, LogLevel.Warning);
        // A start that failed is told once, by who called it.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // Handlers of messages are registered, not discovered: that none are found is right.
        logging.AddFilter("Wolverine.Configuration.HandlerDiscovery", LogLevel.Error);
        // What the store reports the journal reports too, with what it did about it.
        logging.AddFilter("Marten", LogLevel.Critical);
    }
}
