namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary>The page of events says what the code stores, no more and no less.</summary>
public sealed class EventCatalogueTests
{
    private const string Page = "docs/events.md";

    [Fact]
    public void The_page_of_events_is_that_of_the_catalogue()
    {
        var written = new EventPages().Write();
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_DOCS") == "1")
            File.WriteAllText(Repository.PathOf(Page), written);

        Assert.Equal(written, File.ReadAllText(Repository.PathOf(Page)).ReplaceLineEndings("\n"));
    }
}
