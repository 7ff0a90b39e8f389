using Npgsql;

namespace PortfolioLedger.Tests.EmbeddedPostgres;

public class PasswordTests
{
    [Fact]
    public async Task Only_the_owner_can_read_the_connection_file()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        await using var home = new Home();
        await using var server = await home.StartAsync();
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(home["connection.json"]));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task Without_the_right_password_nobody_gets_in(string? password)
    {
        await using var home = new Home();
        await using var server = await home.StartAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Password = password,
        };
        var refusal = await Assert.ThrowsAnyAsync<NpgsqlException>(
            () => Home.QueryAsync<int>(wrong.ConnectionString, "select 1"));
        Assert.Contains("password", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_data_directory_has_a_password_of_its_own()
    {
        await using var home = new Home();
        await using var other = new Home();
        await using var server = await home.StartAsync();
        await using var otherServer = await other.StartAsync();
        Assert.True(PasswordOf(server.ConnectionString).Length >= 32);
        Assert.NotEqual(
            PasswordOf(server.ConnectionString), PasswordOf(otherServer.ConnectionString));
    }

    [Fact]
    public async Task A_lost_connection_file_costs_the_password_and_not_the_data()
    {
        await using var home = new Home();
        string before;
        await using (var first = await home.StartAsync())
        {
            await Home.WriteAsync(first, "kept");
            before = first.ConnectionString;
        }
        File.Delete(home["connection.json"]);
        await using var second = await home.StartAsync();
        Assert.Equal("kept", await Home.ReadAsync(second));
        Assert.NotEqual(PasswordOf(before), PasswordOf(second.ConnectionString));
    }

    private static string PasswordOf(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString).Password!;
}
