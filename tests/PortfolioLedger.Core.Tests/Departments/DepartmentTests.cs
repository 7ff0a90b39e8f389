using PortfolioLedger.Core.Departments;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Departments;

public sealed class DepartmentTests
{
    [Fact]
    public void A_department_is_registered() =>
        Given.APortfolio().When(new RegisterDepartment(Transport, "Transport"))
            .Then(new DepartmentRegistered(Transport, "Transport"));

    [Fact]
    public void A_customer_segment_is_registered() =>
        Given.APortfolio().When(Segment)
            .Then(new CustomerSegmentRegistered(Households, "Households"));

    [Fact]
    public void Keys_must_be_free_among_their_kind()
    {
        Given.AStrategy().When(new RegisterDepartment(Transport, "Roads")).ThenRefused(
            "already-exists", new Subject(SubjectKind.Department, Transport));
        Given.AStrategy().When(Segment).ThenRefused(
            "already-exists", new Subject(SubjectKind.CustomerSegment, Households));
        Given.AStrategy().When(new RegisterDepartment(Households, "Households"))
            .Then(new DepartmentRegistered(Households, "Households"));
    }

    [Fact]
    public void Names_say_something()
    {
        Faulty.At(new RegisterDepartment(Transport, ""), "/name");
        Faulty.At(new RegisterCustomerSegment(Households, " "), "/name");
        Faulty.At(new RegisterCustomerSegment(Households, new string('x', 10_001)), "/name");
        Faulty.At(new RegisterCustomerSegment(Households, new string('x', 10_000)));
    }
}
