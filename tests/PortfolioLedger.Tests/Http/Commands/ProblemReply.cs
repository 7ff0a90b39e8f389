using System.Text.Json.Nodes;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>What every refused request must look like.</summary>
internal static class ProblemReply
{
    /// <summary>It is a problem document of this code, whole and without our insides.</summary>
    public static void AssertProblem(this Reply reply, int status, string code)
    {
        Assert.True(reply.Status == status, $"expected {status} {code}, got {reply}");
        Assert.Equal("application/problem+json", reply.Header("Content-Type"));
        var json = reply.Json.AsObject();
        Assert.Equal(code, (string?)json["code"]);
        Assert.Equal($"/problems/{code}", (string?)json["type"]);
        Assert.Equal(ProblemCatalogue.Find(code).Title, (string?)json["title"]);
        Assert.Equal(status, (int?)json["status"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)json["detail"]));
        Assert.IsType<JsonArray>(json["errors"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)json["traceId"]));
        foreach (var inside in (string[])["   at ", "Exception", "select ", "Npgsql", "System."])
            Assert.DoesNotContain(inside, reply.Text, StringComparison.Ordinal);
    }

    /// <summary>The JSON pointers of the fields that were wrong, sorted.</summary>
    public static string[] Pointers(this Reply reply) =>
        [.. reply.Json["errors"]!.AsArray().Select(e => (string)e!["pointer"]!)
            .Order(StringComparer.Ordinal)];

    /// <summary>What was said about one field.</summary>
    public static string Fault(this Reply reply, string pointer) => (string)reply.Json["errors"]!
        .AsArray().First(e => (string)e!["pointer"]! == pointer)!["detail"]!;
}
