using Npgsql;

namespace PortfolioLedger.Access;

/// <summary>
/// Where API tokens, sessions and the keys of cookies are: in the journal's database, or in the
/// first one where portfolios are spread over several, so that who may call is known once.
/// </summary>
/// <param name="Source">Its connections, owned by who made them.</param>
public sealed record AccessDatabase(NpgsqlDataSource Source);
