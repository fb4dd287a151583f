using System.Net;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Netlink;
using LvsPluggable.Host.Tests.Netlink;

namespace LvsPluggable.Host.Tests.Ipvs;

public sealed class IpvsClientTests
{
    private static readonly ServiceKey Key = ServiceKey.Parse("-t 10.0.0.1:80");
    private static readonly VirtualService Service = new() { Key = Key, Scheduler = "rr" };
    private static readonly Destination Server = new() { EndPoint = IPEndPoint.Parse("10.0.0.2:80") };

    private ushort? _family = 0x1b;
    private int _modprobes;

    [Fact]
    public async Task Whatever_is_there_already_is_edited_after_it_could_not_be_added()
    {
        using var kernel = Kernel(request => request.Command is IpvsProtocol.NewService or IpvsProtocol.NewDestination ? Errno.Exists : 0);
        using var client = Connect(kernel);
        await client.AddServiceAsync(Service, CancellationToken.None);
        await client.AddDestinationAsync(Key, Server, CancellationToken.None);
        Assert.Equal(
            [IpvsProtocol.NewService, IpvsProtocol.SetService, IpvsProtocol.NewDestination, IpvsProtocol.SetDestination], Commands(kernel));
    }

    [Fact]
    public async Task A_destination_that_is_gone_is_added_instead_of_edited()
    {
        using var kernel = Kernel(request => request.Command == IpvsProtocol.SetDestination ? Errno.NoEntry : 0);
        using var client = Connect(kernel);
        await client.EditDestinationAsync(Key, Server, CancellationToken.None);
        Assert.Equal([IpvsProtocol.SetDestination, IpvsProtocol.NewDestination], Commands(kernel));
    }

    [Theory]
    [InlineData(Errno.NoEntry)]
    [InlineData(Errno.NoSuchProcess)]
    public async Task Deleting_what_is_not_there_is_no_error(int errno)
    {
        using var kernel = Kernel(_ => errno);
        using var client = Connect(kernel);
        await client.DeleteServiceAsync(Key, CancellationToken.None);
        await client.DeleteDestinationAsync(Key, Server.EndPoint, CancellationToken.None);
        Assert.Equal([IpvsProtocol.DeleteService, IpvsProtocol.DeleteDestination], Commands(kernel));
    }

    [Fact]
    public async Task Deleting_fails_on_every_other_error()
    {
        using var kernel = Kernel(_ => Errno.Invalid);
        using var client = Connect(kernel);
        var exception = await Assert.ThrowsAsync<IpvsException>(() => client.DeleteServiceAsync(Key, CancellationToken.None));
        Assert.Equal((IpvsProblem.Refused, "EINVAL", "delete"), (exception.Problem, exception.ErrnoName, exception.Operation));
    }

    [Fact]
    public async Task A_missing_service_is_an_error_for_what_needs_one()
    {
        using var kernel = Kernel(_ => Errno.NoSuchProcess);
        using var client = Connect(kernel);
        Func<Task>[] calls =
        [
            () => client.EditServiceAsync(Service, CancellationToken.None),
            () => client.AddDestinationAsync(Key, Server, CancellationToken.None),
            () => client.EditDestinationAsync(Key, Server, CancellationToken.None),
        ];
        foreach (var call in calls)
        {
            var exception = await Assert.ThrowsAsync<IpvsException>(call);
            Assert.Equal((IpvsProblem.Refused, "ESRCH"), (exception.Problem, exception.ErrnoName));
            Assert.Contains("the virtual service is not there", exception.Message, StringComparison.Ordinal);
        }

        Assert.Null(await client.GetServiceAsync(Key, CancellationToken.None));
    }

    [Theory]
    [InlineData("fo", null, "the kernel does not have its scheduler fo (module ip_vs_fo): ")]
    [InlineData("rr", "sip", "its scheduler rr (module ip_vs_rr) or its persistence engine sip (module ip_vs_pe_sip): ")]
    public async Task A_scheduler_that_the_kernel_lacks_is_named_with_its_module(string scheduler, string? engine, string words)
    {
        using var kernel = Kernel(_ => Errno.NoEntry);
        using var client = Connect(kernel);
        var service = Service with { Scheduler = scheduler, PersistenceEngine = engine };

        foreach (var kind in new[] { ChangeKind.AddService, ChangeKind.EditService })
        {
            var exception = await Assert.ThrowsAsync<IpvsException>(
                () => client.ApplyAsync(new TableChange { Kind = kind, Service = service }, CancellationToken.None));
            Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_error_names_operation_object_number_and_the_kernels_words()
    {
        using var kernel = Kernel(
            _ => 0, request => request.Command == IpvsProtocol.NewDestination ? [request.Refuse(Errno.OutOfRange, "threshold")] : null);
        using var client = Connect(kernel);
        var exception = await Assert.ThrowsAsync<IpvsException>(
            () => client.AddDestinationAsync(Key, Server, CancellationToken.None));
        Assert.Equal(
            ("add", "-t 10.0.0.1:80 -r 10.0.0.2:80", Errno.OutOfRange, "ERANGE", "threshold"),
            (exception.Operation, exception.Subject, exception.Errno, exception.ErrnoName, exception.KernelMessage));
        Assert.StartsWith("cannot add -t 10.0.0.1:80 -r 10.0.0.2:80: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(": threshold", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Errno.NotPermitted)]
    [InlineData(Errno.AccessDenied)]
    public async Task Not_being_permitted_is_told_apart(int errno)
    {
        using var kernel = Kernel(_ => errno);
        using var client = Connect(kernel);
        var exception = await Assert.ThrowsAsync<IpvsException>(() => client.GetServicesAsync(CancellationToken.None));
        Assert.Equal(IpvsProblem.NotPermitted, exception.Problem);
    }

    [Fact]
    public async Task No_answer_and_nonsense_are_told_apart()
    {
        using var silent = Kernel(_ => 0, _ => []);
        using var hasty = new IpvsClient(Channel(silent, TimeSpan.FromMilliseconds(50)));
        Assert.Equal(
            IpvsProblem.TimedOut,
            (await Assert.ThrowsAsync<IpvsException>(() => hasty.GetServicesAsync(CancellationToken.None))).Problem);
        using var nonsense = Kernel(_ => 0, request => [request.Reply(4, 1, 0, 0, 9)]);
        using var client = Connect(nonsense);
        Assert.Equal(
            IpvsProblem.Malformed,
            (await Assert.ThrowsAsync<IpvsException>(() => client.GetServicesAsync(CancellationToken.None))).Problem);
        using var empty = Kernel(_ => 0);
        using var other = Connect(empty);
        Assert.Equal(
            IpvsProblem.Malformed,
            (await Assert.ThrowsAsync<IpvsException>(() => other.GetServiceAsync(Key, CancellationToken.None))).Problem);
    }

    [Fact]
    public async Task Cancellation_is_not_failure()
    {
        using var kernel = Kernel(_ => 0, _ => []);
        using var client = Connect(kernel);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetServicesAsync(cancelled.Token));
    }

    [Fact]
    public async Task A_missing_family_loads_the_module_once_and_goes_on()
    {
        _family = null;
        using var kernel = Kernel(_ => 0);
        using var client = new IpvsClient(Channel(kernel, loads: true));
        await client.AddServiceAsync(Service, CancellationToken.None);
        await client.DeleteServiceAsync(Key, CancellationToken.None);
        Assert.Equal(1, _modprobes);
    }

    [Fact]
    public async Task A_kernel_without_ipvs_is_told_apart_and_asked_again_every_time()
    {
        _family = null;
        using var kernel = Kernel(_ => 0);
        using var client = Connect(kernel);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var exception = await Assert.ThrowsAsync<IpvsException>(() => client.GetServicesAsync(CancellationToken.None));
            Assert.Equal(IpvsProblem.NoIpvs, exception.Problem);
            Assert.EndsWith("this kernel has no IPVS (no such module)", exception.Message, StringComparison.Ordinal);
            Assert.Equal(attempt, _modprobes);
        }

        _family = 0x1b;
        Assert.Empty(await client.GetServicesAsync(CancellationToken.None));
        Assert.Equal(2, _modprobes);
    }

    [Fact]
    public async Task Deleting_in_a_kernel_without_ipvs_says_so_instead_of_succeeding()
    {
        _family = null;
        using var kernel = Kernel(_ => 0);
        using var client = Connect(kernel);
        var exception = await Assert.ThrowsAsync<IpvsException>(() => client.DeleteServiceAsync(Key, CancellationToken.None));
        Assert.Equal(IpvsProblem.NoIpvs, exception.Problem);
    }

    [Fact]
    public async Task A_family_that_moved_is_found_again_and_its_error_not_taken_for_an_answer()
    {
        using var kernel = Kernel(_ => 0);
        using var client = Connect(kernel);
        await client.AddServiceAsync(Service, CancellationToken.None);
        _family = 0x1c;
        await client.DeleteServiceAsync(Key, CancellationToken.None);
        var last = kernel.Requests.Last();
        Assert.Equal((0x1c, IpvsProtocol.DeleteService), (last.Type, last.Command));
    }

    [Fact]
    public async Task Lists_are_read_to_their_end_and_in_order()
    {
        using var kernel = Kernel(_ => 0, request => request.Command switch
        {
            IpvsProtocol.GetService =>
            [
                Reply(request, CapturedAnswers.PersistentService),
                Reply(request, CapturedAnswers.FirewallMarkService),
                request.Done(),
            ],
            IpvsProtocol.GetDestination =>
            [
                [.. Reply(request, CapturedAnswers.TunnelledDestination), .. Reply(request, CapturedAnswers.RoutedDestination)],
                request.Done(),
            ],
            _ => null,
        });
        using var client = Connect(kernel);
        var services = await client.GetServicesAsync(CancellationToken.None);
        Assert.Equal(["-t 10.0.0.1:80", "-f 7 -6"], services.Select(service => $"{service.Key}"));
        var destinations = await client.GetDestinationsAsync(Key, CancellationToken.None);
        Assert.Equal(["[fd00::2]:80", "10.0.0.2:80"], destinations.Select(state => $"{state.Destination.EndPoint}"));
    }

    [Fact]
    public async Task The_version_is_the_three_numbers_of_the_header_file()
    {
        using var kernel = Kernel(_ => 0, request => request.Command == IpvsProtocol.GetInfo
            ? [Reply(request, "0800010001020100" + "0800020000100000"), request.Acknowledge()]
            : null);
        using var client = Connect(kernel);
        Assert.Equal(
            new IpvsInfo { Version = new Version(1, 2, 1), ConnectionTableSize = 4096 }, await client.GetInfoAsync(CancellationToken.None));
    }

    private static byte[] Reply(FakeRequest request, string attributes) =>
        request.Reply([request.Command, 1, 0, 0, .. Convert.FromHexString(attributes)]);

    private static IEnumerable<byte> Commands(FakeKernel kernel) =>
        kernel.Requests.Where(request => request.Type != NetlinkProtocol.ControlFamily).Select(request => request.Command);

    private FakeKernel Kernel(Func<FakeRequest, int> errno, Func<FakeRequest, IEnumerable<byte[]>?>? special = null) => new(request =>
    {
        if (request.Type == NetlinkProtocol.ControlFamily)
        {
            return _family is { } id
                ? [request.Reply(GenericNetlinkClientTests.Family(id)), request.Acknowledge()]
                : [request.Acknowledge(Errno.NoEntry)];
        }

        if (request.Type != _family)
        {
            return [request.Acknowledge(Errno.NoEntry)];
        }

        var failure = errno(request);
        return special?.Invoke(request)
            ?? ((request.Flags & NetlinkProtocol.FlagDump) != 0 && failure == 0 ? [request.Done()] : [request.Acknowledge(failure)]);
    });

    private IpvsClient Connect(FakeKernel kernel) => new(Channel(kernel));

    private IpvsChannel Channel(FakeKernel kernel, TimeSpan? timeout = null, bool loads = false) =>
        new(new GenericNetlinkClient(kernel.Connect(timeout)), _ =>
        {
            _modprobes++;
            if (loads)
            {
                _family = 0x1b;
            }

            return Task.FromResult("no such module");
        });
}
