using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Parts;

/// <summary>What a pass is made of, with all real servers as they should be.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "BenchmarkDotNet calls them on an object.")]
public class PassParts
{
    private const int Port = 5432;

    // IPVS_STATS_ATTR_CONNS to IPVS_STATS_ATTR_OUTBPS.
    private const int CountsOfTheKernel = 10;

    private readonly TableImage _image = new();
    private SourceState _source = null!;
    private byte[][] _messages = [];
    private ServiceDefinition _definition = null!;
    private PassPlanner _planner = null!;
    private PassFacts _facts = null!;
    private PlanInput _input = null!;
    private IReadOnlyList<Destination> _wanted = [];
    private TableChange[] _changes = [];

    /// <summary>How many real servers there are.</summary>
    [Params(100, 1000, 10_000)]
    public int Size { get; set; }

    /// <summary>A list, a plan that it leads to, and the kernel's table that is equal to it.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var service = new VirtualService { Key = ServiceKey.ForAddress(TransportProtocol.Tcp, IPAddress.Parse("10.0.0.1"), Port), Scheduler = "rr" };
        List<RealServer> servers = [.. Enumerable.Range(0, Size).Select(number => new RealServer
        {
            Host = $"node{number}",
            Address = new IPAddress([10, (byte)(60 + (number / 62_500)), (byte)(number / 250 % 250), (byte)((number % 250) + 1)]),
        })];
        _source = new SourceState { Name = "list", WasAsked = true, Servers = servers };
        _definition = new ServiceDefinition
        {
            Services = [service],
            Sources = [],
            Checks = [],
            Discovery = new DiscoverySettings { Reach = new ReachRules { Port = Port } },
        };
        _wanted = [.. servers.Select(server => new Destination { EndPoint = new IPEndPoint(server.Address!, Port) })];
        _changes = [.. _wanted.Select(server => new TableChange { Kind = ChangeKind.AddDestination, Service = service, Destination = server })];
        _messages = [.. _wanted.Select(Message)];
        _image.Record();
        Tell();
        _planner = new PassPlanner(_definition);
        var table = new KernelTable { Service = service, Destinations = [.. _wanted.Select(server => new DestinationState { Destination = server })] };
        _facts = new PassFacts(new KernelTables { Each = [table], Together = table }, [_source], null, _definition.Discovery);
        _input = Input([]);
        _input = Input(_planner.Plan(_facts, _input, [], wasSettled: true, wasQuorumDown: null).Members);
    }

    /// <summary>The quiet turn: the kernel's answer is compared with the former one.</summary>
    [Benchmark]
    public bool Compare()
    {
        _image.Compare();
        return Tell();
    }

    /// <summary>The kernel's answer as objects.</summary>
    [Benchmark]
    public object Decode() => Array.ConvertAll(_messages, message => DestinationCodec.Read(message, AddressFamily.InterNetwork));

    /// <summary>The list of one source as candidates.</summary>
    [Benchmark]
    public object Merge() => CandidateMerger.Merge([_source], MergeMode.All, Port);

    /// <summary>Everything from what is known to the changes, of which there are none.</summary>
    [Benchmark]
    public object Plan() => _planner.Plan(_facts, _input, [], wasSettled: true, wasQuorumDown: null);

    /// <summary>The difference of two tables that are equal.</summary>
    [Benchmark]
    public object Diff() => TableDiff.Compute(_definition.Service, _wanted, _definition.Service, _wanted);

    /// <summary>Requests that add every real server.</summary>
    [Benchmark]
    public object Encode() => Array.ConvertAll(_changes, change => IpvsRequest.Of(change).Attributes.ToArray());

    private bool Tell()
    {
        foreach (var message in _messages)
        {
            _image.Take(message);
        }

        return _image.End();
    }

    private PlanInput Input(IReadOnlyList<Member> members) => new()
    {
        Listing = _facts.Listing,
        Members = members,
        Health = _ => ServerHealth.Unchecked,
        HasChecks = false,
        Kernel = _facts.Table.ByEndPoint(),
        Weights = _definition.Weights,
        DrainTimeout = _definition.DrainTimeout,
        DoubtTimeout = _definition.DoubtTimeout,
        Now = TimeSpan.FromHours(1),
        WallClock = DateTimeOffset.UnixEpoch,
    };

    // With the counts that the kernel gives beside what is asked for.
    private static byte[] Message(Destination destination)
    {
        var writer = new AttributeWriter();
        DestinationCodec.Write(writer, destination);
        var plain = writer.ToArray();
        byte[] message = [.. plain, .. Counts(IpvsProtocol.DestinationStatistics64)];
        BitConverter.TryWriteBytes(message, (ushort)message.Length);
        return message;
    }

    private static byte[] Counts(ushort type)
    {
        var writer = new AttributeWriter();
        var nested = writer.BeginNested(type);
        for (ushort count = 1; count <= CountsOfTheKernel; count++)
        {
            writer.Write(count, BitConverter.GetBytes((ulong)count));
        }

        writer.EndNested(nested);
        return writer.ToArray();
    }
}
