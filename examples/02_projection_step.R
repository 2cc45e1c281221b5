# The second example in R, through examples/shim.c. Usage: Rscript 02_projection_step.R SHIM.so
dyn.load(commandArgs(trailingOnly = TRUE)[1])
n <- 4L # ages 0, 1, 2, and 3 and over
persons <- c(102, 98, 95, 310, 108, 101, 97, 280) # women by age, then men
mx <- list(c(0.003, 0.01, 0.02, 0.31), c(0.004, 0.02, 0.03, 0.37))
net <- c(1, 2, 0.5, -3, 2, -1, 0.5, -4) # persons who come less those who go
fertility <- c(0, 0.21, 0.68, 0.1) # births per woman and year

# Shares that survive a year, by age at its end.
survival <- unlist(lapply(1:2, function(sex) {
  table <- .C("kohort_survival", n, mx[[sex]], as.integer(sex - 1), Sx = double(n), status = integer(1))
  stopifnot(table$status == 0)
  table$Sx
}))
step <- .C("kohort_step", n, persons, survival, fertility, 1.056, net, following = double(2 * n), events = double(3),
           status = integer(1))
stopifnot(step$status == 0)
cat(sprintf("1 January     %9.3f\n", sum(persons)))
cat(sprintf("+ births      %9.3f\n", step$events[1]))
cat(sprintf("- deaths      %9.3f\n", step$events[2]))
cat(sprintf("+ net moves   %9.3f\n", step$events[3]))
cat(sprintf("= a year later%9.3f\n", sum(step$following)))
