using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

public sealed class SilosTests
{
    private static History Worked() =>
        new History()
            .Record(Opened())
            .Record(Objective("o1"))
            .Record(Objective("o2"))
            .Record(Weights(("o1", .5m), ("o2", .5m)))
            .Record(
                Initiative("a", "north") with
                {
                    ValueStream = Key.Parse("s"),
                },
                Initiative("b", "south")
            )
            .Record(Claim("a", "o1", Strength.Strong), Claim("a", "o2", Strength.Medium))
            .Record(Budget("a", 1_200), Budget("b", 300));

    private static ResourceAllocated People(string initiative, string department, decimal fte) =>
        new(Key.Parse(initiative), Key.Parse(department), "engineer", fte, new(2026, 1, 1), null);

    private static (string?, string?, string?, decimal, decimal)[] Cells(Silos view) =>
    [
        .. view.Items.Select(i =>
            (i.Department?.Value, i.Objective?.Value, i.ValueStream?.Value, i.Fte, i.Money)),
    ];

    [Fact]
    public void Money_and_people_are_split_over_the_objectives_they_serve()
    {
        var view = Silos.Compute(
            Worked().Record(People("a", "north", 4), People("a", "south", 2)).Book
        );

        Assert.Equal(
            [
                ("north", "o1", "s", 3m, 900m),
                ("north", "o2", "s", 1m, 300m),
                ("south", null, null, 0m, 300m),
                ("south", "o1", "s", 1.5m, 0m),
                ("south", "o2", "s", .5m, 0m),
            ],
            Cells(view)
        );
    }

    [Fact]
    public void Work_of_several_departments_is_the_cross_department_share()
    {
        Assert.Equal((0m, 0, 2), Shares(Worked()));
        Assert.Equal((.8m, 1, 2), Shares(Worked().Record(People("a", "south", 1))));
        Assert.Equal((0m, 0, 2), Shares(Worked().Record(People("a", "north", 1))));
    }

    [Fact]
    public void Taking_part_is_enough()
    {
        var journal = Worked()
            .Record(
                Initiative("c", "north") with
                {
                    ParticipatingDepartments = [Key.Parse("south")],
                },
                Budget("c", 1_500)
            );

        Assert.Equal((.5m, 1, 3), Shares(journal));
    }

    [Fact]
    public void What_has_ended_is_not_in_the_matrix()
    {
        var view = Silos.Compute(Worked().Record(StageReached("a", Stage.Completed)).Book);

        Assert.Equal([("south", null, null, 0m, 300m)], Cells(view));
    }

    [Fact]
    public void Without_money_the_share_is_unknown() =>
        Assert.Null(
            Silos.Compute(new History().Record(Opened(), Initiative("a")).Book).CrossDepartmentShare
        );

    private static (decimal?, int, int) Shares(History journal)
    {
        var view = Silos.Compute(journal.Book);
        return (view.CrossDepartmentShare, view.CrossDepartmentInitiatives, view.Initiatives);
    }
}
