using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>What a receipt has hashed is what is stored.</summary>
public sealed class StoredLeafTests : IAsyncLifetime
{
    private const string Cited = """
        {"from":1,"to":2,"grounds":{"rationale":"The financial case is better than it was",
        "evidence":[{"kind":"financial-case","ref":"croton"},{"kind":"document","ref":"minutes.pdf"}]}}
        """;

    private readonly SortedList<long, string> _receipts = [];
    private TestDatabase? _database;
    private WebApplication? _app;

    public async ValueTask InitializeAsync()
    {
        _database = await TestCluster.CreateLedgerAsync();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.AddLedger(_database.Connections);
        builder.WebHost.UseTestServer();
        _app = builder.Build();
        _app.MapLedger();
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_leaf_of_a_receipt_follows_from_the_stored_event()
    {
        await PostAsync("", """{"key":"capital","name":"City plan","currency":"USD"}""");
        await PostAsync("/capital/departments", """{"key":"dep","name":"Environment"}""");
        await PostAsync("/capital/objectives", Example<ProposeObjective>());
        await PostAsync(
            "/capital/initiatives",
            """{"key":"croton","name":"Croton Falls","kind":"project","sponsor":"m","department":"dep"}"""
        );
        await PostAsync(
            "/capital/initiatives/croton/financial-case",
            Example<SubmitFinancialCase>()
        );
        await PostAsync("/capital/initiatives/croton/budget", Example<ApproveBudget>());
        await PostAsync("/capital/initiatives/croton/priority", Cited);
        await PostAsync("/capital/outcomes", Example<DefineOutcome>());
        await PostAsync("/capital/scoring-models", Example<DraftScoringModel>());
        await PostAsync("/capital/feedback", """{"key":"fb-1","text":"Off every week"}""");

        var stored = new SortedList<long, string>();
        var types = new List<string>();
        await foreach (var one in _app!.Services.GetRequiredService<JournalReader>().ReadAsync(
            Key.Parse("capital"), 0, 1_000, TestContext.Current.CancellationToken))
        {
            types.Add(one.Type);
            stored.Add(one.Entry.Position,
                Leaf.Hash(one.Envelope(Key.Parse("capital")), one.Data).ToString());
        }

        Assert.Equal(10, types.Count);
        Assert.Equal(_receipts, stored);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private static string Example<T>() => CommandRoutes.ExampleOf(typeof(T))!.ToJsonString();

    private async Task PostAsync(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/portfolios{path}")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "Persona alice;approver;dep");
        using var answer = await _app!.GetTestClient().SendAsync(
            request, TestContext.Current.CancellationToken);
        var receipt = await answer.Content.ReadFromJsonAsync<JsonElement>(
            TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{receipt}");
        _receipts.Add(receipt.GetProperty("position").GetInt64(),
            receipt.GetProperty("leafHash").GetString()!);
    }
}
