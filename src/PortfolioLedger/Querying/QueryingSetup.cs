using PortfolioLedger.Privacy;

namespace PortfolioLedger.Querying;

/// <summary>What the read engine consists of.</summary>
public static class QueryingSetup
{
    /// <summary>Adds the read engine; it needs the books and the reader of the journal.</summary>
    public static void AddReadEngine(this IServiceCollection services)
    {
        services.AddSingleton<AsOfResolver>();
        services.AddSingleton<ViewCache>();
        services.AddSingleton<SealedTexts>();
        services.AddSingleton<StoredDocuments>();
        services.AddSingleton<CurrentDocuments>();
        services.AddSingleton<ViewEngine>();
    }
}
