using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;

namespace PortfolioLedger.Tests.Imports;

/// <summary>Files in which every row is the change of one field.</summary>
public sealed class FieldChangeTests
{
    private const string Header = "recorded_at,authored_at,author,pull_request,kep_path,"
        + "is_new_file,field,old,new,merge_sha";

    private readonly MemoryLedger _ledger = new(Key.Parse("kep"));

    [Fact]
    public async Task The_first_row_puts_the_initiative_forward_with_the_name_of_its_change()
    {
        await ImportAsync(Row(1, 1, "stage", "", "alpha"), Row(1, 1, "title", "", "Sidecars"),
            Row(1, 1, "owning-sig", "", "sig-node"));

        var initiative = _ledger.Head.Initiatives.Find(Key.Parse("kep-753-sidecars"))!;
        Assert.Equal(("Sidecars", "sig-node"),
            (initiative.NameOn(_ledger.Head.Day),
                initiative.DepartmentOn(_ledger.Head.Day)?.Value));
    }

    [Fact]
    public async Task Each_status_is_a_step_of_the_life_cycle()
    {
        await ImportAsync(Row(1, 1, "status", "", "provisional"),
            Row(2, 2, "status", "provisional", "implementable"),
            Row(3, 3, "status", "implementable", "implemented"),
            Row(4, 4, "status", "implemented", "implementable"),
            Row(5, 5, "status", "implementable", "withdrawn"));

        Assert.Equal([nameof(InitiativeProposed), nameof(InitiativeApproved),
            nameof(InitiativeCompleted), nameof(InitiativeReopened), nameof(InitiativeKilled)],
            Facts());
    }

    [Theory]
    [InlineData("rejected", nameof(InitiativeRejected))]
    [InlineData("deferred", nameof(InitiativeDeferred))]
    public async Task A_proposal_can_be_turned_down_or_put_off(string status, string fact)
    {
        await ImportAsync(Row(1, 1, "status", "", status));

        Assert.Equal([nameof(InitiativeProposed), fact], Facts());
    }

    [Fact]
    public async Task Steps_the_source_lacks_are_implied_and_marked()
    {
        await ImportAsync(Row(1, 1, "status", "", "implemented"));

        var completed = _ledger.Entries.Single(e => e.Fact is InitiativeCompleted);
        Assert.Contains(";implied:submitted,approved,active", completed.CausationId,
            StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(InitiativeApproved), Facts());
    }

    [Fact]
    public async Task A_decision_says_in_its_rationale_what_is_implied()
    {
        await ImportAsync(Row(1, 1, "status", "", "implementable"));

        Assert.EndsWith("(implied before: submitted)", _ledger.Entries.Select(e => e.Fact)
            .OfType<InitiativeApproved>().Single().Grounds.Rationale, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_counts_from_then_and_is_known_from_the_merge()
    {
        await ImportAsync(Row(1, 1, "title", "", "Sidecars"),
            Row(9, 4, "status", "", "implementable"));

        var approved = _ledger.Entries.Single(e => e.Fact is InitiativeApproved);
        Assert.Equal(new(2024, 5, 4), approved.EffectiveOn);
        Assert.Equal(new DateTimeOffset(2024, 5, 9, 12, 0, 0, TimeSpan.Zero),
            approved.ReportedAt);
    }

    [Fact]
    public async Task A_row_written_before_its_initiative_began_takes_effect_with_it()
    {
        var report = await ImportAsync(Row(5, 5, "title", "", "Sidecars"),
            Row(6, 2, "stage", "", "alpha"));

        Assert.Equal(new(2024, 5, 5),
            _ledger.Entries.Single(e => e.Fact is PhaseEntered).EffectiveOn);
        Assert.Contains(report.Notes, n => n.StartsWith("1 rows were", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_pull_request_is_the_evidence()
    {
        await ImportAsync(Row(1, 1, "status", "", "implementable"),
            Row(2, 2, "stage", "", "alpha"));

        var approved = _ledger.Entries.Select(e => e.Fact).OfType<InitiativeApproved>().Single();
        var evidence = Assert.Single(approved.Grounds.Evidence!.Value);
        Assert.Equal((EvidenceKind.Document,
            "https://github.com/kubernetes/enhancements/pull/99"), (evidence.Kind, evidence.Ref));
        Assert.EndsWith(";document:https://github.com/kubernetes/enhancements/pull/99",
            _ledger.Entries.Single(e => e.Fact is PhaseEntered).CausationId,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Releases_are_days_in_the_same_order()
    {
        await ImportAsync(Row(1, 1, "latest-milestone", "", "v1.9"),
            Row(2, 2, "latest-milestone", "v1.9", "1.30"),
            Row(3, 3, "latest-milestone", "1.30", "v1.30"),
            Row(4, 4, "latest-milestone", "v1.30", "0.0"),
            Row(5, 5, "latest-milestone", "v1.30", "v1.28"));

        Assert.Equal([(null, new(2017, 4, 1)), (new(2017, 4, 1), new(2024, 4, 1)),
            (new DateOnly(2024, 4, 1), new DateOnly(2023, 8, 1))],
            _ledger.Entries.Select(e => e.Fact).OfType<ForecastCompletionChanged>()
                .Select(f => ((DateOnly?)f.Old, f.New)));
    }

    [Theory]
    [InlineData("status", "implementeable")]
    [InlineData("stage", "alpha|beta|stable")]
    [InlineData("latest-milestone", "soon")]
    [InlineData("colour", "red")]
    public async Task A_dirty_value_is_reported_and_the_rest_imported(string field, string value)
    {
        var report = await ImportAsync(Row(1, 1, "title", "", "Sidecars"),
            Row(2, 2, field, "", value), Row(3, 3, "stage", "", "beta"));

        var refused = Assert.Single(report.Refused);
        Assert.Equal((2, "unknown-value"), (refused.Row, refused.Faults[0].Code));
        Assert.Contains(refused.Faults[0].Value, new[] { field, value });
        Assert.Equal([nameof(InitiativeProposed), nameof(PhaseEntered)], Facts());
    }

    [Fact]
    public async Task A_way_back_to_a_proposal_is_reported()
    {
        var report = await ImportAsync(Row(1, 1, "status", "", "implementable"),
            Row(2, 2, "status", "implementable", "provisional"));

        Assert.Contains("leads back", Assert.Single(report.Refused).Faults[0].Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_is_no_initiative()
    {
        var report = await ImportAsync(
            Row(1, 1, "title", "", "KEP Template").Replace("753-sidecars", "NNNN-template",
                StringComparison.Ordinal),
            Row(2, 2, "title", "", "Sidecars"));

        Assert.Equal("keps/sig-node/NNNN-template/kep.yaml",
            Assert.Single(report.Refused).ExternalId);
        Assert.Single(_ledger.Head.Initiatives.All);
    }

    private Task<ImportReport> ImportAsync(params string[] rows)
    {
        var path = Path.GetTempFileName();
        File.WriteAllLines(path, [Header, .. rows]);
        return RunAsync(path);
    }

    private async Task<ImportReport> RunAsync(string path)
    {
        try
        {
            return await _ledger.ImportAsync(MappingFile.Read("kubernetes-enhancements"), path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Merged and written on days of May 2024.</summary>
    private static string Row(int merged, int written, string field, string old, string now) =>
        $"2024-05-{merged:00}T12:00:00+00:00,2024-05-{written:00}T14:00:00+02:00,author-1,99,"
        + $"keps/sig-node/753-sidecars/kep.yaml,0,{field},{old},{now},abc";

    private IEnumerable<string> Facts() => _ledger.Entries.Select(e => e.Fact)
        .OfType<IInitiativeFact>().Select(f => f.GetType().Name);
}
