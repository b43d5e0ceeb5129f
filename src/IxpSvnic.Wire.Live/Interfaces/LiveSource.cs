using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Playback;
using SharpPcap;
using SharpPcap.LibPcap;

namespace IxpSvnic.Wire.Live.Interfaces;

/// <summary>
/// Feeds what an interface receives into a wire. A thread takes frames from libpcap; the simulation takes them from
/// here
/// whenever it asks. A frame starts at its time of arrival since the source was opened, or at the simulated present if
/// that is later, when the wire is free; that start is what the journal keeps.
/// </summary>
public sealed class LiveSource : IFrameSource
{
    private readonly LibPcapLiveDevice _device;
    private readonly LiveSourceOptions _options;
    private readonly WaitingRoom _waiting;
    private readonly FrameShaper _shaper;
    private readonly Thread _thread;
    private byte[] _frame = new byte[2048];
    private long _stopNanoseconds = long.MaxValue;
    private volatile bool _drained;
    private volatile string? _failure;
    private long _wireFreeTick;
    private long _frames;
    private long _cutFrames;
    private long _delayedFrames;
    private long _worstDelayTicks;
    private long _lostByLibPcap;

    /// <summary>Opens the interface; tick 0 is now.</summary>
    /// <exception cref="LiveWireException">The interface or the filter cannot be used.</exception>
    public LiveSource(string interfaceName, LiveSourceOptions? options = null)
    {
        _options = options ?? new LiveSourceOptions();
        _shaper = new FrameShaper(_options.Rules);
        _waiting = new WaitingRoom(_options.WaitingFrames);
        _device = LibPcap.Open(interfaceName, _options.Filter, inboundOnly: true, immediate: true);
        EpochNanoseconds = LibPcap.NowNanoseconds();
        _thread = new Thread(Receive) { IsBackground = true, Name = $"live {interfaceName}" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public long EpochNanoseconds { get; }

    /// <summary>True after <see cref="Stop"/>, once every frame that had come in was given out.</summary>
    public bool HasEnded => _drained && _waiting.IsEmpty;

    /// <inheritdoc/>
    public SourceStatistics Statistics => new()
    {
        Frames = _frames,
        DelayedFrames = _delayedFrames,
        WorstDelayTicks = _worstDelayTicks,
        CutFrames = _cutFrames,
        LostFrames = Interlocked.Read(ref _lostByLibPcap) + _waiting.Refused,
    };

    /// <summary>Takes no more from the interface than what has already come in.</summary>
    public void Stop()
    {
        Interlocked.CompareExchange(ref _stopNanoseconds, LibPcap.NowNanoseconds(), long.MaxValue);
        _thread.Join();
    }

    /// <summary>Waits until a frame is there, the source has ended or the time is over.</summary>
    public bool Wait(TimeSpan longest) => _waiting.Wait(longest);

    /// <inheritdoc/>
    /// <exception cref="LiveWireException">The interface failed and every frame it brought was given out.</exception>
    public bool TryNext(long nowTick, out SourceFrame frame)
    {
        if (!_waiting.TryTake(ref _frame, out int length, out int originalLength, out long arrival))
        {
            frame = default;
            return HasEnded && _failure is string failure ? throw new LiveWireException(failure) : false;
        }

        ShapedFrame shaped = _shaper.Shape(new CapturedFrame
        {
            Data = _frame.AsSpan(0, length),
            OriginalLength = originalLength,
        });
        long due = Math.Max(nowTick, (arrival - EpochNanoseconds) * WireTime.TicksPerNanosecond);
        long start = Math.Max(due, _wireFreeTick);
        if (start > due)
        {
            _delayedFrames++;
            _worstDelayTicks = Math.Max(_worstDelayTicks, start - due);
        }

        if (shaped.Fate != FrameFate.Truncated)
        {
            _wireFreeTick = start + WireTime.OccupancyTicks(shaped.WireBytes.Length);
        }

        _cutFrames += shaped.WasCut ? 1 : 0;
        frame = new SourceFrame
        {
            WireBytes = shaped.WireBytes,
            StartTick = start,
            Port = _options.Port,
            Index = _frames++,
            Fate = shaped.Fate,
        };
        _options.Journal?.Write(frame);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _device.Dispose();
        _waiting.Dispose();
    }

    private void Receive()
    {
        while (true)
        {
            GetPacketStatus status = _device.GetNextPacket(out PacketCapture packet);
            long stop = Interlocked.Read(ref _stopNanoseconds);
            if (status == GetPacketStatus.PacketRead)
            {
                long arrival = LibPcap.NanosecondsOf(packet);
                if (arrival > stop)
                {
                    break;
                }

                _waiting.Add(packet.Data, LibPcap.OriginalLengthOf(packet), arrival);
            }
            else if (status != GetPacketStatus.ReadTimeout)
            {
                _failure = $"interface '{_device.Name}' failed: {_device.LastError}";
                break;
            }
            else if (stop != long.MaxValue)
            {
                break;
            }
        }

        Interlocked.Exchange(ref _lostByLibPcap, LibPcap.LostFrames(_device));
        _drained = true;
        _waiting.Close();
    }
}
