using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Projections;
using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Http.Queries;

namespace PortfolioLedger.Tests.Projections;

/// <summary>The application with a year of history, whose read models follow.</summary>
internal sealed class FollowingHost : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplication _app;
    private readonly bool _ownsDatabase;

    private FollowingHost(TestDatabase database, bool ownsDatabase, WebApplication app) =>
        (_database, _ownsDatabase, _app, Client) = (
            database,
            ownsDatabase,
            app,
            app.GetTestClient()
        );

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public SeededJournal Seed => new(Services.GetRequiredService<Journal>());

    /// <summary>A host on a database of its own, or on the one of another.</summary>
    public static async Task<FollowingHost> StartAsync(
        bool follow = true,
        FollowingHost? beside = null
    )
    {
        var database = beside?._database ?? await TestCluster.CreateLedgerAsync();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.Configuration[ReadModelSetup.FollowSetting] = follow ? "true" : "false";
        builder.AddLedger(database.Connections);
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        app.MapLedger();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(database, beside is null, app);
    }

    /// <summary>Waits until the read models have come to a position.</summary>
    public Task FollowedAsync(long position, string portfolio = SeededJournal.Portfolio) =>
        Wait.UntilAsync(async () => await ScalarAsync($"""
            select coalesce(max(position), 0) from ledger.read_model where portfolio = '{portfolio}'
            and projection_version = (select version from ledger.read_model_live)
            """) is long at && at >= position);

    public async Task<HttpResponseMessage> GetAsync(string view)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/api/v1/portfolios/{SeededJournal.Portfolio}/{view}");
        request.Headers.TryAddWithoutValidation("Authorization", "Persona vera;viewer");
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> TextAsync(string view)
    {
        using var answer = await GetAsync(view);
        return await answer.EnsureSuccessStatusCode().Content
            .ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs statements; the value of the last one.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_database.ConnectionString)
            {
                Pooling = false,
            }.ConnectionString
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_ownsDatabase)
            await _database.DisposeAsync();
    }
}
