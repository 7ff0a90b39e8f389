namespace PortfolioLedger.Benchmarks;

/// <summary>What can be measured for itself.</summary>
internal static class Parts
{
    /// <summary>The name of each and what it measures, in the order of a run.</summary>
    public static readonly (string Name, string What)[] All =
    [
        ("posting", "posting facts on one thread"),
        ("verification", "the verifier over 1,000,000 events"),
        ("optimisation", "funding to proved optimality"),
        ("books", "every view, computed anew"),
        ("portfolios", "any of 10,000 portfolios that are not in memory"),
        ("follow", "read models of 100 portfolios: their lag under load, and catching up"),
        ("curve-events", "pictures: rebuild, past, start and memory over events"),
        ("curve-initiatives", "pictures: a view and what a command costs over initiatives"),
        ("curve-portfolios", "pictures: cold portfolios over their number"),
        ("commands", "durable commands against prepared INSERTs, and what they cost"),
        ("latency", "percentiles of commands at half of the highest rate, open loop"),
        ("marten", "the same commands through a plain Marten application"),
        ("pages", "pages against the JSON of their views"),
        ("log", "what the audit log costs"),
        ("nodes", "two nodes writing one portfolio against one"),
        (Soak, "half of the highest rate for 30 minutes: nothing may grow; never by itself"),
        ("import", "a real import against COPY"),
        ("rebuild", "rebuild of all read models against COPY"),
        ("proofs", "proofs of any of 1,000,000 events"),
        ("start", "start on 1,000,000 events"),
        ("views", "a current view against a constant body, and memory"),
        ("past", "rankings of the past against SQL and Marten"),
        ("explanation", "explanations and comparisons"),
        ("counterfactual", "counterfactuals"),
        ("replays", "first questions to a new process"),
    ];

    /// <summary>Runs only when it is asked for.</summary>
    public const string Soak = "soak";

    /// <summary>All three that make pictures.</summary>
    public const string Curves = "curves";
}
