using PortfolioLedger.Cli;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Tests.Imports.Lists;

namespace PortfolioLedger.Tests.Imports;

/// <summary>Texts that are too long for a key are taken over, whatever they stand for.</summary>
public sealed class ShortenedKeyTests
{
    private const string Long =
        "The office for everything that has to do with bridges and tunnels of the city";

    private readonly MemoryLedger _ledger = new(Samples.Portfolio);
    private readonly ListSamples _lists = new();

    [Fact]
    public async Task In_a_snapshot_initiatives_departments_and_value_streams_are()
    {
        var report = await _ledger.ImportAsync(
            $"2020-01-01,{Long},Bridge,{Long} one,\"{Long} two, DEP\",{Long} three,,100,,,,",
            $"2020-02-01,{Long},Bridge,{Long} one,,,,120,20,,,");

        Assert.Empty(report.Refused);
        Assert.Equal(
            [
                (SubjectKind.Department, $"{Long} one"), (SubjectKind.Department, $"{Long} two"),
                (SubjectKind.Initiative, Long), (SubjectKind.ValueStream, $"{Long} three"),
            ],
            report.ShortenedKeys.OrderBy(k => Subject.NameOf(k.Kind)).ThenBy(k => k.Text)
                .Select(k => (k.Kind, k.Text)));
        Assert.All(report.ShortenedKeys, k => Assert.True(_ledger.Head.Has(new(k.Kind, k.Key))));
        Assert.Equal(2, report.Events["budget-approved"] + report.Events["budget-changed"]);
    }

    [Fact]
    public async Task In_field_changes_two_ids_that_begin_alike_stay_two()
    {
        const string id = "4711-an-enhancement-whose-name-goes-on-and-on-and-ends-in-this-";
        var mapping = MappingFile.Read("kubernetes-enhancements");
        using var file = new SampleFile(
            System.Text.Encoding.UTF8.GetBytes(
                string.Join(
                    '\n',
                    "recorded_at,authored_at,author,pull_request,kep_path,is_new_file,"
                + "field,old,new,merge_sha",
                    $"2020-02-03T04:05:06+00:00,2020-02-03T04:05:06+00:00,a,1,keps/{id}one/"
                + "kep.yaml,1,title,,One,c",
                    $"2020-02-03T04:05:06+00:00,2020-02-03T04:05:06+00:00,a,1,keps/{id}other/"
                + "kep.yaml,1,title,,Other,c",
                    ""
                )
            )
        );

        var report = await _ledger.ImportAsync(mapping, file.Name);

        Assert.Equal(2, report.Events["initiative-proposed"]);
        Assert.Equal([id + "one", id + "other"], report.ShortenedKeys.Select(k => k.Text).Order());
    }

    [Fact]
    public async Task In_lists_ids_and_departments_are_and_a_shortened_key_stands_for_itself()
    {
        var header = "Initiative,Initiative name,Department,Budget 2026";
        var report = await _lists.ImportAsync(header, $"{Long},Bridge,{Long},600");
        Assert.Empty(report.Refused);
        var shortened = report.ShortenedKeys;
        Assert.Equal(
            [SubjectKind.Department, SubjectKind.Initiative],
            shortened.Select(k => k.Kind)
        );

        var again = await _lists.ImportAsync(header, $"{Long},Bridge,{Long},600");
        Assert.Equal((1, 0), (again.Rows.Unchanged, again.Events.Count));
        Assert.Equal(shortened, again.ShortenedKeys);

        var byKey = await _lists.ImportAsync(
            header,
            $"{shortened[1].Key},Bridge,{shortened[0].Key},700"
        );
        Assert.Equal(["budget-requested", "history-imported"], byKey.Events.Keys);
        Assert.Empty(byKey.ShortenedKeys);
    }

    [Fact]
    public async Task In_issues_of_Jira_projects_and_components_are()
    {
        var report = await _lists.ImportAsync(
            ListSamples.Jira,
            "Issue key,Summary,Status,Project "
                + $"name,Component/s\r\nCITY-1,Bridge,Open,{Long},{Long} one\r\n"
        );
        Assert.Empty(report.Refused);
        Assert.Equal([Long, $"{Long} one"], report.ShortenedKeys.Select(k => k.Text).Order());
    }

    [Fact]
    public async Task An_id_that_is_too_long_to_be_kept_is_refused_by_its_cell()
    {
        var report = await _ledger.ImportAsync(
            $"2020-01-01,{new string('x', 401)},Bridge,,,,,,,,,", "2020-01-01,7,Bridge,,,,,,,,,");
        Assert.Equal(("Id", "bad-text"), (report.Refused.Single().Faults[0].Column,
            report.Refused.Single().Faults[0].Code));
        Assert.Equal(1, report.Events["initiative-proposed"]);
    }

    [Fact]
    public async Task The_report_for_people_names_key_and_whole_text()
    {
        var report = await _ledger.ImportAsync($"2020-01-01,7,Bridge,{Long},,,,,,,,");
        var text = new StringWriter();
        ImportReportText.Write(report, text);
        Assert.Matches($@"department +the-office-for-\S+--[0-9a-f]{{10}} +{Long}", text.ToString());
    }
}
