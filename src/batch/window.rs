//! All cores on a sequence of jobs, with results in the jobs' order and a bounded sum of what is in flight.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::error::Error;

/// Jobs that wait to be begun, at most; each is a path, a line or a member of a bundle. A window's bytes of them may wait too.
const WAITING: usize = 1024;

/// How often a thread that waits for jobs looks whether it shall stop.
const GLANCE: Duration = Duration::from_millis(200);

/// Results that are worth waking whoever takes them, while there are further jobs: waking takes as long as a small file.
const WORTH_WAKING: usize = 32;

/// The longest that fewer wait for it.
const PATIENCE: Duration = Duration::from_millis(20);

/// How much is done at a time.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// Threads that work; at least one.
    pub threads: usize,
    /// Sum of the weights in flight, in bytes. A job that is heavier than this alone is done alone.
    pub bytes: u64,
}

impl Window {
    /// What a run has in flight unless told otherwise: enough that a long file doesn't keep the others waiting, and a
    /// tenth of what a small machine has, as what is made of a file is several times its size.
    pub const BYTES: u64 = 32 << 20;
    /// Weight that every job has besides its bytes.
    pub const JOB: u64 = 16 << 10;

    /// The window of one of the jobs in this one, which has jobs of its own.
    pub fn shared(self) -> Self {
        Self { bytes: self.bytes / self.threads.max(1) as u64, ..self }
    }
}

/// Asks a run to end: what is begun is finished, nothing more is begun.
pub type Stop = AtomicBool;

/// Jobs on their way from the thread that finds them to those that do them.
#[derive(Debug)]
struct Queue<J> {
    state: Mutex<State<J>>,
    /// A job came, or room for one, or the end.
    changed: Condvar,
    /// There is room for more jobs.
    room: Condvar,
}

#[derive(Debug)]
struct State<J> {
    waiting: VecDeque<(J, u64)>,
    /// Sum of their weights.
    waits: u64,
    /// Whether whoever finds the jobs waits for room.
    is_full: bool,
    /// Threads that wait for jobs. (To notify nobody costs a call of the system all the same.)
    idle: usize,
    /// No further job comes.
    ended: bool,
    /// Nobody wants further jobs.
    closed: bool,
    /// Jobs that were begun.
    begun: usize,
    in_flight: u64,
}

/// A lock that a panic elsewhere doesn't take away: what it guards is whole after every statement.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<J> Queue<J> {
    fn new() -> Self {
        let state =
            State { waiting: VecDeque::new(), waits: 0, is_full: false, idle: 0, ended: false, closed: false, begun: 0, in_flight: 0 };
        Self { state: Mutex::new(state), changed: Condvar::new(), room: Condvar::new() }
    }

    /// Adds a job, waiting for room; false where none is wanted any more.
    fn push(&self, job: J, weight: u64, limit: u64) -> bool {
        let mut state = lock(&self.state);
        while (state.waiting.len() >= WAITING || state.waits >= limit) && !state.closed {
            state.is_full = true;
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return false;
        }
        state.waiting.push_back((job, weight));
        state.waits += weight;
        let wanted = state.idle > 0;
        drop(state);
        if wanted {
            self.changed.notify_one();
        }
        true
    }

    fn end(&self) {
        lock(&self.state).ended = true;
        self.changed.notify_all();
    }

    fn close(&self) {
        let mut state = lock(&self.state);
        state.closed = true;
        state.waiting.clear();
        state.waits = 0;
        drop(state);
        self.changed.notify_all();
        self.room.notify_all();
    }

    /// The next job with its number and weight; waits until it fits into the window, and calls `before_waiting` before it does.
    fn pop(&self, limit: u64, stop: &Stop, before_waiting: impl FnOnce()) -> Option<(usize, J, u64)> {
        let mut before_waiting = Some(before_waiting);
        let mut state = lock(&self.state);
        loop {
            if state.closed || stop.load(Relaxed) {
                return None;
            }
            let in_flight = state.in_flight;
            if let Some((job, weight)) = state.waiting.pop_front_if(|(_, weight)| in_flight == 0 || in_flight + *weight <= limit) {
                let number = state.begun;
                state.begun += 1;
                state.in_flight += weight;
                state.waits -= weight;
                // Not for each job: waking takes longer than many a job.
                if state.is_full && state.waiting.len() <= WAITING / 2 && state.waits <= limit / 2 {
                    state.is_full = false;
                    self.room.notify_all();
                }
                return Some((number, job, weight));
            }
            if state.ended && state.waiting.is_empty() {
                return None;
            }
            if let Some(before_waiting) = before_waiting.take() {
                drop(state);
                before_waiting();
                state = lock(&self.state);
                continue;
            }
            state.idle += 1;
            // A signal that sets `stop` wakes nobody.
            let (again, _) = self.changed.wait_timeout(state, GLANCE).unwrap_or_else(PoisonError::into_inner);
            state = again;
            state.idle -= 1;
        }
    }

    /// Whether whoever asks for a job now has to wait.
    fn is_empty(&self) -> bool {
        lock(&self.state).waiting.is_empty()
    }

    /// A job of this weight is done with.
    fn release(&self, weight: u64) {
        let mut state = lock(&self.state);
        state.in_flight -= weight;
        let wanted = state.idle > 0;
        drop(state);
        if wanted {
            self.changed.notify_all();
        }
    }
}

/// Results that wait for those before them.
struct Finished<R> {
    state: Mutex<Order<R>>,
    /// The next result is there, or a worker went home.
    ready: Condvar,
}

struct Order<R> {
    /// Number of the job whose result is taken next; `results[0]` is its place.
    next: usize,
    results: VecDeque<Option<(R, u64)>>,
    working: usize,
    /// Whether whoever takes the results waits for one.
    is_awaited: bool,
}

impl<R> Finished<R> {
    fn put(&self, number: usize, result: R, weight: u64) {
        let mut order = lock(&self.state);
        let place = number - order.next;
        if order.results.len() <= place {
            order.results.resize_with(place + 1, || None);
        }
        order.results[place] = Some((result, weight));
        self.wake_for(WORTH_WAKING, order);
    }

    /// Has what is finished taken, however little it is: a worker has nothing to do.
    fn hand_over(&self) {
        self.wake_for(1, lock(&self.state));
    }

    /// Wakes whoever takes the results, where the next is there and `least` are finished or under way.
    fn wake_for(&self, least: usize, order: MutexGuard<'_, Order<R>>) {
        let wanted = order.is_awaited && order.results.len() >= least && matches!(order.results.front(), Some(Some(_)));
        drop(order);
        if wanted {
            self.ready.notify_one();
        }
    }

    fn leave(&self) {
        lock(&self.state).working -= 1;
        self.ready.notify_one();
    }

    /// Moves all results that come next to `ready`; false at the end. `idle` runs before this waits.
    fn take(&self, ready: &mut Vec<(R, u64)>, mut idle: impl FnMut()) -> bool {
        let mut order = lock(&self.state);
        let mut is_idle = false;
        loop {
            while let Some(Some(_)) = order.results.front() {
                ready.extend(order.results.pop_front().flatten());
                order.next += 1;
            }
            if !ready.is_empty() {
                return true;
            }
            if order.working == 0 {
                return false;
            }
            if !is_idle {
                // What is idle takes its time (it flushes): not under the lock.
                drop(order);
                idle();
                is_idle = true;
                order = lock(&self.state);
                continue;
            }
            order.is_awaited = true;
            let (again, _) = self.ready.wait_timeout(order, PATIENCE).unwrap_or_else(PoisonError::into_inner);
            order = again;
            order.is_awaited = false;
        }
    }
}

/// A worker's stack: what the main thread has by default.
const STACK: usize = 8 << 20;

/// What a job's work gives; a panic is raised again where the result is taken.
type Worked<R> = std::thread::Result<R>;

/// What `work` gives, or the panic that it ended in as an error.
pub fn caught<R>(work: impl FnOnce() -> R) -> Result<R, Error> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        Error::Internal(text.unwrap_or("panic").to_owned())
    })
}

/// Does `jobs` with `work` on all threads and gives the results to `take`, on this thread and in the jobs' order.
///
/// `weigh` says how many bytes a job keeps in memory. `idle` is called when nothing is ready to be taken. Where `stop` is set, or `take` fails, what is begun is finished and no more is begun; after a
/// failure nothing more is taken. `jobs` runs on a thread of its own, so that an input which has nothing to say yet
/// (a terminal, a pipe) keeps nobody from ending.
pub fn ordered<J: Send + 'static, R: Send, E>(
    window: Window,
    stop: &Stop,
    jobs: impl Iterator<Item = J> + Send + 'static,
    weigh: impl Fn(&J) -> u64 + Send + 'static,
    work: impl Fn(J) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
    mut idle: impl FnMut() -> Result<(), E>,
) -> Result<(), E> {
    let work = |job| catch_unwind(AssertUnwindSafe(|| work(job)));
    let mut take = |worked: Worked<R>| take(worked.unwrap_or_else(|panic| resume_unwind(panic)));
    let queue = Arc::new(Queue::new());
    let feeding = Arc::clone(&queue);
    std::thread::spawn(move || {
        for job in jobs {
            let weight = weigh(&job) + Window::JOB;
            if !feeding.push(job, weight, window.bytes) {
                break;
            }
        }
        feeding.end();
    });
    let outcome = match window.threads {
        0 | 1 => alone(&queue, window, stop, &work, &mut take, &mut idle),
        threads => together(&queue, Window { threads, ..window }, stop, &work, &mut take, &mut idle),
    };
    queue.close();
    outcome
}

/// All on this thread.
fn alone<J, R, E>(
    queue: &Queue<J>,
    window: Window,
    stop: &Stop,
    work: &impl Fn(J) -> Worked<R>,
    take: &mut impl FnMut(Worked<R>) -> Result<(), E>,
    idle: &mut impl FnMut() -> Result<(), E>,
) -> Result<(), E> {
    loop {
        if queue.is_empty() {
            idle()?;
        }
        let Some((_, job, weight)) = queue.pop(window.bytes, stop, || ()) else { return Ok(()) };
        take(work(job))?;
        queue.release(weight);
    }
}

/// Sends the workers home when a panic passes by.
struct Closing<'a, J>(&'a Queue<J>);

impl<J> Drop for Closing<'_, J> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// The work on threads of its own, the taking on this one.
fn together<J: Send, R: Send, E>(
    queue: &Queue<J>,
    window: Window,
    stop: &Stop,
    work: &(impl Fn(J) -> Worked<R> + Sync),
    take: &mut impl FnMut(Worked<R>) -> Result<(), E>,
    idle: &mut impl FnMut() -> Result<(), E>,
) -> Result<(), E> {
    let order = Order { next: 0, results: VecDeque::new(), working: window.threads, is_awaited: false };
    let finished = Finished { state: Mutex::new(order), ready: Condvar::new() };
    std::thread::scope(|scope| {
        let mut started = 0;
        for _ in 0..window.threads {
            let finished = &finished;
            let run = move || {
                while let Some((number, job, weight)) = queue.pop(window.bytes, stop, || finished.hand_over()) {
                    finished.put(number, work(job), weight);
                }
                finished.leave();
            };
            match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run) {
                Ok(_) => started += 1,
                Err(_) => finished.leave(),
            }
        }
        // A system that gives no further thread leaves the work to those that there are.
        if started == 0 {
            return alone(queue, window, stop, work, take, idle);
        }
        let mut ready = Vec::new();
        let mut outcome = Ok(());
        loop {
            let mut paused = Ok(());
            let more = finished.take(&mut ready, || paused = idle());
            if outcome.is_ok() {
                outcome = paused;
            }
            for (result, weight) in ready.drain(..) {
                if outcome.is_ok() {
                    let closing = Closing(queue);
                    outcome = take(result);
                    std::mem::forget(closing);
                }
                queue.release(weight);
            }
            if outcome.is_err() {
                queue.close();
            }
            if !more {
                return outcome;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicU64;

    const WINDOW: Window = Window { threads: 4, bytes: 1 << 20 };

    #[test]
    fn results_come_in_the_jobs_order_and_a_panic_is_one_of_them() {
        let mut taken = Vec::new();
        let work = |job: u64| {
            std::thread::sleep(std::time::Duration::from_micros(job % 7 * 50));
            caught(|| {
                assert_ne!(job, 77, "a bad job");
                job
            })
        };
        let take = |result: Result<u64, Error>| {
            taken.push(result.unwrap_or(u64::MAX));
            Ok::<(), ()>(())
        };
        ordered(WINDOW, &Stop::new(false), 0..3000, |_| 0, work, take, || Ok(())).expect("no failure");
        let expected: Vec<u64> = (0..3000).map(|job| if job == 77 { u64::MAX } else { job }).collect();
        assert_eq!(taken, expected);
    }

    #[test]
    fn no_more_is_in_flight_than_the_window_holds() {
        let (now, most) = (AtomicU64::new(0), AtomicU64::new(0));
        let work = |job: u64| {
            most.fetch_max(now.fetch_add(job + Window::JOB, Relaxed) + job + Window::JOB, Relaxed);
            std::thread::yield_now();
            job
        };
        let take = |job: u64| {
            now.fetch_sub(job + Window::JOB, Relaxed);
            Ok::<(), ()>(())
        };
        // One job is heavier than the window: it is done, alone.
        let jobs = (0..500).map(|job| if job == 250 { 5 << 20 } else { 100 << 10 });
        ordered(WINDOW, &Stop::new(false), jobs, |&job| job, work, take, || Ok(())).expect("no failure");
        assert_eq!(most.into_inner(), (5 << 20) + Window::JOB);
    }

    #[test]
    fn no_more_is_found_ahead_than_the_window_holds() {
        let (found, done) = (Arc::new(AtomicU64::new(0)), AtomicU64::new(0));
        let finding = Arc::clone(&found);
        let jobs = (0..600_u64).inspect(move |_| {
            finding.fetch_add(1, Relaxed);
        });
        let mut most = 0;
        let take = |_| {
            most = most.max(found.load(Relaxed) - done.fetch_add(1, Relaxed));
            Ok::<(), ()>(())
        };
        // Five in flight and five that wait, with the one in the hand of whoever finds them.
        let weigh = |_: &u64| (200 << 10) - Window::JOB;
        ordered(WINDOW, &Stop::new(false), jobs, weigh, |job| job, take, || Ok(())).expect("no failure");
        assert!((5..=12).contains(&most), "{most} at a time");
    }

    #[test]
    fn a_failure_ends_the_run_and_so_does_a_wish() {
        let failed = ordered(WINDOW, &Stop::new(false), 0.., |_| 0, |job: u64| job, |_| Err("full"), || Ok(()));
        assert_eq!(failed, Err("full"));
        let stop = Stop::new(false);
        let mut taken = 0;
        let take = |_| {
            taken += 1;
            stop.store(taken >= 10, Relaxed);
            Ok::<(), ()>(())
        };
        ordered(WINDOW, &stop, 0.., |_| 0, |job: u64| job, take, || Ok(())).expect("no failure");
        assert!(taken >= 10);
    }
}
