namespace PortfolioLedger.Benchmarks;

/// <summary>Parts of the page beside the headlines, and what is to be known of each.</summary>
internal static class Sections
{
    public const string Pages = "Pages";
    public const string ManyPortfolios = "Many portfolios";
    public const string ReadModels = "Read models";
    public const string AuditLog = "The audit log";

    /// <summary>In the order of the page.</summary>
    public static readonly (string Name, string Text)[] All =
    [
        (Pages, """
            The client runs on the same cores. Content and frame are kept as bytes, so a page that
            was seen before is looked up and written. A page of the past is larger than the same of
            now, because each of its links names the position.
            """),
        (ManyPortfolios, """
            Up to 2,000 of them are asked by four callers at a time, each after its answer, on the
            same cores, by an application that was just started and has none of them in memory. It
            neither signs nor follows meanwhile: what was copied would keep both busy. A view of a
            portfolio out of memory that was asked before is one indexed read.
            """),
        (ReadModels, """
            100 portfolios of 200 events and 30 initiatives are written by 100 callers, each after
            its answer, on the same cores. Catching up counts from the start of the application.
            Where the time goes is in the [engineering log](engineering-log.md).
            """),
        (AuditLog, """
            Signing and witnessing happen beside recording; proofs and verification are of logs
            with as many events as said.
            """),
    ];
}
