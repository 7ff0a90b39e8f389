using PortfolioLedger.Tests.Imports;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Documentation;

/// <summary>
/// Pages whose commands are typed into a shell as they stand; what comes back is what they show.
/// </summary>
public sealed class TypedPagesTests
{
    private const string Replay = "## Replay a real history";

    private static readonly string Tour = PageOf("docs/tour.md");

    [Fact]
    public async Task Every_command_of_the_tour_answers_what_the_page_shows() =>
        await AnswersAsync(Tour.Split(Replay)[0]);

    [Fact]
    public async Task The_replay_of_a_real_history_answers_what_the_page_shows()
    {
        var folder = Path.GetDirectoryName(RealData.CapitalProjects)!;
        var functions = Tour.Split("\n**")[0];

        await AnswersAsync(functions + Tour.Split(Replay)[1], folder: folder);
    }

    [Fact]
    public async Task Every_command_from_lists_to_the_first_ranking_answers_what_the_page_shows() =>
        await AnswersAsync(PageOf("docs/quickstart-pmo.md"), folder: RepositoryFolder.PathOf("."));

    /// <summary>Both ask the demo, so they share one ledger.</summary>
    [Fact]
    public async Task The_first_page_and_the_page_for_auditors_are_answered_as_they_show()
    {
        var question = PageOf("README.md").Split("## One question about the past")[1];

        await AnswersAsync(question + PageOf("docs/auditors.md"), demo: "true");
    }

    private static async Task AnswersAsync(
        string markdown, string demo = "false", string? folder = null)
    {
        ReaderTools.SkipUnlessThere();
        await using var database = await TestCluster.CreateLedgerAsync();
        using var ledger = await LedgerProcess.StartAsync(database, demo);
        var steps = TypedStep.In(markdown);
        var own = Directory.CreateDirectory(TestFolder.New()).FullName;
        try
        {
            var shell = new PageShell($"{ledger.Http.BaseAddress}", database);
            var answers = await shell.TypeAsync(steps, folder ?? own);

            Assert.NotEmpty(steps);
            Assert.All(steps.Zip(answers), s => s.First.Shows(s.Second));
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    private static string PageOf(string path) =>
        File.ReadAllText(RepositoryFolder.PathOf(path)).ReplaceLineEndings("\n");
}
